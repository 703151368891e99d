package dev.tenon.api.v1alpha1;

/** What an objective measures. */
public enum SloType {
  Success,
  Latency,
  Freshness
}
