/**
 * What Go's standard library makes of a text or a number, in so far as the answers of a Kubernetes
 * API server depend on it: quoting and printing, regular expressions, URLs, IP and mail addresses,
 * times and durations. Nothing here knows of schemas or of CEL.
 */
package dev.tenon.engine.golang;
