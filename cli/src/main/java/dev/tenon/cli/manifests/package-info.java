/**
 * Reads manifests as {@code kubectl apply -f} finds them, and says everything that is wrong with
 * them before an API server would.
 */
package dev.tenon.cli.manifests;
