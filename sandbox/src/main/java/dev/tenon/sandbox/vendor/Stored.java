package dev.tenon.sandbox.vendor;

import com.fasterxml.jackson.databind.node.ObjectNode;

/** A record with what lists need to know of it. */
final class Stored {
  final String id;
  final long number;
  final ObjectNode document;
  long updated;

  Stored(String id, long number, ObjectNode document, long updated) {
    this.id = id;
    this.number = number;
    this.document = document;
    this.updated = updated;
  }
}
