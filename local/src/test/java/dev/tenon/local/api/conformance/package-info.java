/**
 * One suite of kubectl commands and raw requests, run against the embedded API and against a real
 * kube-apiserver. The normalised answers of the real one are committed beside the cases, so that
 * the embedded API is checked also where there is no real one.
 */
package dev.tenon.local.api.conformance;
