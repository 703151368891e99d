/**
 * What a cluster's controllers do and this API does itself: collecting what has lost its owners,
 * emptying namespaces that go, establishing definitions, forgetting old events.
 */
package dev.tenon.local.api.gc;
