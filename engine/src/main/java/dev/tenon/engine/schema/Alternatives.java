package dev.tenon.engine.schema;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tenon.engine.golang.GoText;
import java.util.Optional;

/**
 * {@code anyOf}, {@code oneOf}, {@code allOf} and {@code not}. Errors below them are never forgiven
 * on update.
 */
final class Alternatives {
  private Alternatives() {}

  static void check(
      ValueValidation validation,
      Findings into,
      SchemaNode schema,
      JsonNode value,
      FieldPath path) {
    Findings found = new Findings();
    String name = GoText.quote(path.toString());
    checkAny(validation, found, schema, value, path, name);
    checkOne(validation, found, schema, value, path, name);
    checkAll(validation, found, schema, value, path, name);
    if (schema.values().not().isPresent()
        && validation
            .validate(schema.values().not().get(), value, path, Optional.empty())
            .valid()) {
      validation.invalidSomewhere(found, name + " must not validate the schema (not)");
    }
    found.passed();
    into.merge(found);
  }

  private static void checkAny(
      ValueValidation validation,
      Findings found,
      SchemaNode schema,
      JsonNode value,
      FieldPath path,
      String name) {
    Optional<Findings> best = Optional.empty();
    for (SchemaNode one : schema.values().anyOf()) {
      Findings result = validation.validate(one, value, path, Optional.empty());
      if (result.valid()) {
        found.merge(result);
        return;
      }
      best = better(best, result);
    }
    if (best.isPresent()) {
      validation.invalidSomewhere(found, name + " must validate at least one schema (anyOf)");
      found.merge(best.get());
    }
  }

  private static void checkOne(
      ValueValidation validation,
      Findings found,
      SchemaNode schema,
      JsonNode value,
      FieldPath path,
      String name) {
    if (schema.values().oneOf().isEmpty()) {
      return;
    }
    Optional<Findings> best = Optional.empty();
    Optional<Findings> success = Optional.empty();
    int valid = 0;
    for (SchemaNode one : schema.values().oneOf()) {
      Findings result = validation.validate(one, value, path, Optional.empty());
      if (result.valid()) {
        valid++;
        best = Optional.empty();
        success = success.isPresent() ? success : Optional.of(result);
      } else if (valid == 0) {
        best = better(best, result);
      }
    }
    if (valid == 1) {
      success.ifPresent(found::merge);
    } else {
      String how = valid == 0 ? "Found none valid" : "Found " + valid + " valid alternatives";
      validation.invalidSomewhere(
          found, name + " must validate one and only one schema (oneOf). " + how);
      best.ifPresent(found::merge);
    }
  }

  private static void checkAll(
      ValueValidation validation,
      Findings found,
      SchemaNode schema,
      JsonNode value,
      FieldPath path,
      String name) {
    int valid = 0;
    for (SchemaNode one : schema.values().allOf()) {
      Findings result = validation.validate(one, value, path, Optional.empty());
      valid += result.valid() ? 1 : 0;
      found.merge(result);
    }
    if (valid != schema.values().allOf().size()) {
      validation.invalidSomewhere(
          found,
          name + " must validate all the schemas (allOf)" + (valid == 0 ? ". None validated" : ""));
    }
  }

  private static Optional<Findings> better(Optional<Findings> best, Findings result) {
    return best.isEmpty() || result.checks() > best.get().checks() ? Optional.of(result) : best;
  }
}
