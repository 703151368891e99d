/**
 * What stands between a route and a System, whatever the System speaks: permits, slots, a circuit
 * breaker, attempts with backoff. It knows no protocol; what an answer means is said by {@link
 * dev.tenon.camel.system.guard.Outcome}.
 */
package dev.tenon.camel.system.guard;
