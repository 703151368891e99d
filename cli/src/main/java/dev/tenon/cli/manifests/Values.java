package dev.tenon.cli.manifests;

import com.fasterxml.jackson.databind.JsonNode;

/** What values are called. */
final class Values {
  private Values() {}

  /** As in {@code a number}. */
  static String called(JsonNode value) {
    return switch (value.getNodeType()) {
      case OBJECT, POJO -> "a mapping";
      case ARRAY -> "a list";
      case NUMBER -> "a number";
      case BOOLEAN -> "a boolean";
      case STRING, BINARY -> "a text";
      case NULL, MISSING -> "nothing";
    };
  }
}
