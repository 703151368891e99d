package dev.tenon.engine.assess;

import dev.tenon.engine.estate.Refs;

/** The reasons that say which kind of object is named and is not there. */
public final class NotFound {
  private NotFound() {}

  /** The reason, by the kind of what is missing. */
  public static String reason(String kind) {
    return switch (kind) {
      case Refs.TEAM -> "TeamNotFound";
      case Refs.SYSTEM -> "SystemNotFound";
      case Refs.PATTERN -> "PatternNotFound";
      case Refs.INTEGRATION -> "IntegrationNotFound";
      default -> "ReferenceNotFound";
    };
  }
}
