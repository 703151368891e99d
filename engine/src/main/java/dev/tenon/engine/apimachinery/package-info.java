/**
 * What Kubernetes' API machinery says of a text: whether it is a name, a label, a string of some
 * format, a quantity, or a version, with the messages of {@code apimachinery} and {@code
 * kube-openapi}.
 */
package dev.tenon.engine.apimachinery;
