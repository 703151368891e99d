package dev.tenon.cli.manifests;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tenon.engine.problem.BuiltIn;
import java.util.Optional;

/** Finds out what kind an object is of, and what was meant where it is of none. */
final class KindCheck {
  private final Kinds kinds;
  private final ObjectNode json;

  KindCheck(Kinds kinds, ObjectNode json) {
    this.kinds = kinds;
    this.json = json;
  }

  Optional<Kind> find(Found found) {
    Optional<String> apiVersion = text("apiVersion", found);
    Optional<String> kind = text("kind", found);
    if (apiVersion.isEmpty() || kind.isEmpty()) {
      return Optional.empty();
    }
    Optional<String> version = kinds.versionOf(kind.get());
    if (version.isEmpty()) {
      unknown(apiVersion.get(), kind.get(), found);
      return Optional.empty();
    }
    if (!version.get().equals(apiVersion.get())) {
      found.add(
          BuiltIn.UNKNOWN_KIND,
          "apiVersion",
          "there is no " + kind.get() + " in " + shown(apiVersion.get()) + " here",
          "Write apiVersion: " + version.get() + ".");
      return Optional.empty();
    }
    return kinds.find(kind.get());
  }

  private Optional<String> text(String field, Found found) {
    JsonNode value = json.path(field);
    if (value.isTextual() && !value.textValue().isBlank()) {
      return Optional.of(value.textValue());
    }
    String example = field.equals("kind") ? "Integration" : Kinds.OURS;
    found.add(
        BuiltIn.UNKNOWN_KIND,
        field,
        json.has(field) ? field + " is a text, and this is none" : "it has no " + field,
        "Write " + field + ": " + example + ", or what else it is.");
    return Optional.empty();
  }

  private void unknown(String apiVersion, String kind, Found found) {
    Optional<String> meant = kinds.meant(kind);
    String all = "The kinds are " + String.join(", ", Kinds.names()) + ".";
    found.add(
        BuiltIn.UNKNOWN_KIND,
        "kind",
        "the kind " + shown(kind) + " of " + shown(apiVersion) + " is not known here",
        meant.map(one -> "Did you mean " + one + "? " + all).orElse(all));
  }

  private static String shown(String text) {
    return text.length() <= 64 ? text : text.substring(0, 64) + "…";
  }
}
