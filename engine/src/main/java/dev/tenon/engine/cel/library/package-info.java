/**
 * The functions that Kubernetes adds to CEL, and those of CEL's own extensions that need other
 * bounds or words than the library gives them. Sources of the facts: {@code
 * k8s.io/apiserver/pkg/cel/library} and {@code cel-go/ext} at the versions of Kubernetes 1.35.
 */
package dev.tenon.engine.cel.library;
