/** Answers of failure: Kubernetes Status objects, in the words of an API server. */
package dev.tenon.local.api.failure;
