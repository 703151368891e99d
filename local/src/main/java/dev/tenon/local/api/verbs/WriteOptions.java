package dev.tenon.local.api.verbs;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tenon.engine.schema.FieldError;
import dev.tenon.local.api.failure.Failures;
import dev.tenon.local.api.json.Json;
import dev.tenon.local.api.validation.Errors;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * How something is to be written.
 *
 * @param kind {@code CreateOptions}, {@code UpdateOptions} or {@code PatchOptions}
 * @param dryRun whether nothing is stored
 * @param fieldManager who writes; empty where the User-Agent says it
 * @param strictness what becomes of unknown fields
 * @param force whether an apply takes fields from their owners
 */
public record WriteOptions(
    String kind, boolean dryRun, String fieldManager, Strictness strictness, boolean force) {
  /** What becomes of fields that the kind does not know, or that stand twice. */
  public enum Strictness {
    IGNORE,
    WARN,
    STRICT
  }

  /** Reads them from a query; refuses what is none. */
  public static WriteOptions read(Query query, String kind, boolean apply) {
    List<FieldError> errors = new ArrayList<>();
    String writer = query.first("fieldManager");
    if (apply && writer.isEmpty()) {
      errors.add(Errors.required("fieldManager", "is required for apply patch"));
    }
    if (kind.equals("PatchOptions") && !apply && query.has("force")) {
      errors.add(Errors.forbidden("force", "may not be specified for non-apply patch"));
    }
    if (writer.getBytes(StandardCharsets.UTF_8).length > 128) {
      errors.add(Errors.tooLong("fieldManager", 128));
    }
    int at = 0;
    for (int rune : writer.codePoints().toArray()) {
      if (Character.isISOControl(rune)) {
        errors.add(
            Errors.invalid(
                "fieldManager",
                writer,
                String.format("invalid character U+%04X (at position %d)", rune, at)));
      }
      at += new String(Character.toChars(rune)).getBytes(StandardCharsets.UTF_8).length;
    }
    List<String> dryRun = query.all("dryRun").stream().filter(v -> !v.isEmpty()).toList();
    if (!dryRun.stream().allMatch("All"::equals)) {
      ObjectNode holder = Json.object();
      dryRun.forEach(holder.putArray("v")::add);
      errors.add(Errors.notSupported("dryRun", holder.get("v"), List.of("All")));
    }
    Strictness strictness = strictness(query.first("fieldValidation"), errors);
    if (!errors.isEmpty()) {
      throw Failures.invalid("meta.k8s.io", kind, "", errors);
    }
    return new WriteOptions(kind, !dryRun.isEmpty(), writer, strictness, query.flag("force"));
  }

  private static Strictness strictness(String asked, List<FieldError> errors) {
    return switch (asked) {
      case "", "Warn" -> Strictness.WARN;
      case "Strict" -> Strictness.STRICT;
      case "Ignore" -> Strictness.IGNORE;
      default -> {
        errors.add(
            Errors.notSupported(
                "fieldValidation",
                com.fasterxml.jackson.databind.node.TextNode.valueOf(asked),
                List.of("", "Ignore", "Strict", "Warn")));
        yield Strictness.WARN;
      }
    };
  }

  /** The name of the writer: as said, or the first word of the User-Agent. */
  String writer(String agent) {
    if (!fieldManager.isEmpty()) {
      return fieldManager;
    }
    int slash = agent.indexOf('/');
    String word = slash < 0 ? agent : agent.substring(0, slash);
    StringBuilder out = new StringBuilder();
    word.codePoints().filter(c -> !Character.isISOControl(c)).forEach(out::appendCodePoint);
    return out.length() > 128 ? out.substring(0, 128) : out.toString();
  }

  ObjectNode toJson() {
    ObjectNode out = Json.object().put("kind", kind).put("apiVersion", "meta.k8s.io/v1");
    if (dryRun) {
      out.putArray("dryRun").add("All");
    }
    if (!fieldManager.isEmpty()) {
      out.put("fieldManager", fieldManager);
    }
    if (force) {
      out.put("force", true);
    }
    return out;
  }
}
