package dev.tenon.api.v1alpha1;

/**
 * Who goes first when a quota is not enough for all. Declared from the least to the most critical.
 */
public enum Criticality {
  Low,
  Medium,
  High
}
