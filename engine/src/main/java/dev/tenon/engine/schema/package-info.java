/**
 * Structural schemas of custom resources, with the answers of a Kubernetes API server of version
 * 1.35 to one object. The sources of truth are the server's own: {@code apiextensions-apiserver},
 * {@code kube-openapi} and {@code apimachinery}; a test compares with the server itself.
 */
package dev.tenon.engine.schema;
