package dev.tenon.local.api.http;

import dev.tenon.local.api.failure.Failures;
import java.util.Locale;

/**
 * The form in which a client wants its answer.
 *
 * @param shape what is made of the objects
 * @param yaml whether it is written as YAML
 */
record Accept(Shape shape, boolean yaml) {
  /** What is made of the objects. */
  enum Shape {
    PLAIN,
    TABLE,
    PARTIAL,
    DISCOVERY
  }

  private static final Accept JSON = new Accept(Shape.PLAIN, false);

  /** Takes the first form of an Accept header that can be made; refuses where there is none. */
  static Accept of(String header) {
    if (header == null || header.isBlank()) {
      return JSON;
    }
    for (String clause : header.split(",")) {
      String[] parts = clause.trim().split(";");
      String media = parts[0].trim().toLowerCase(Locale.ROOT);
      boolean yaml = media.equals("application/yaml");
      if (!yaml
          && !media.equals("application/json")
          && !media.equals("*/*")
          && !media.equals("application/*")) {
        continue;
      }
      String as = "";
      String group = "";
      String version = "";
      for (int i = 1; i < parts.length; i++) {
        String[] pair = parts[i].trim().split("=", 2);
        if (pair.length == 2) {
          switch (pair[0].trim()) {
            case "as" -> as = pair[1].trim();
            case "g" -> group = pair[1].trim();
            case "v" -> version = pair[1].trim();
            default -> {
              // quality and the like: the order decides
            }
          }
        }
      }
      boolean meta = group.equals("meta.k8s.io") && version.equals("v1");
      switch (as) {
        case "" -> {
          return new Accept(Shape.PLAIN, yaml);
        }
        case "Table" -> {
          if (meta) {
            return new Accept(Shape.TABLE, yaml);
          }
        }
        case "PartialObjectMetadata", "PartialObjectMetadataList" -> {
          if (meta) {
            return new Accept(Shape.PARTIAL, yaml);
          }
        }
        case "APIGroupDiscoveryList" -> {
          if (group.equals("apidiscovery.k8s.io") && version.equals("v2")) {
            return new Accept(Shape.DISCOVERY, yaml);
          }
        }
        default -> {
          // the next clause may be one that we know
        }
      }
    }
    throw Failures.notAcceptable("application/json, application/yaml");
  }
}
