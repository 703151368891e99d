/**
 * Runs plans as pods of a cluster: first what the objects are to be, as values, then the shell that
 * brings the cluster to them and says what is so.
 */
package dev.tenon.operator.runtime.deployment;
