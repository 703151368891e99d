/**
 * The shell around the core: reconcilers on the Java Operator SDK, who feeds them and who writes
 * for them.
 */
package dev.tenon.operator;
