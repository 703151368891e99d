/**
 * Three ordinary Camel components, {@code system}, {@code events} and {@code inbox}, usable in any
 * Camel application that binds a {@link dev.tenon.camel.PlanRuntime}. What makes integrations
 * fragile is dealt with here, once.
 */
package dev.tenon.camel;
