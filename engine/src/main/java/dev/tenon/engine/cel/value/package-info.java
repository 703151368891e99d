/**
 * What values of CEL have in common: equality, and lists that Kubernetes compares and joins as sets
 * or maps.
 */
package dev.tenon.engine.cel.value;
