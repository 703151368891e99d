package dev.tenon.engine.change;

/** What a change does to an object. */
public enum Operation {
  Create,
  Update,
  Delete
}
