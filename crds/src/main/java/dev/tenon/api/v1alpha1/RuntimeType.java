package dev.tenon.api.v1alpha1;

/** Where an integration can be declared to run. */
public enum RuntimeType {
  Deployment,
  CamelK,
  External
}
