package dev.tenon.engine.review;

/** What a change does to an object. */
public enum Operation {
  Create,
  Update,
  Delete
}
