/**
 * The admission server of a cluster: how it is asked over TLS, what it knows of the estate by
 * watches, and how its certificate stays trusted.
 */
package dev.tenon.operator.admission.server;
