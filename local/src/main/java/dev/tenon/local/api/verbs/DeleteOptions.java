package dev.tenon.local.api.verbs;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import dev.tenon.engine.schema.FieldError;
import dev.tenon.local.api.failure.Failures;
import dev.tenon.local.api.json.DecodedBody;
import dev.tenon.local.api.json.Json;
import dev.tenon.local.api.validation.Errors;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/**
 * How something is to be deleted.
 *
 * @param policy {@code Background}, {@code Foreground}, {@code Orphan}, or empty for the default
 * @param uid the uid that it must have; empty for any
 * @param revision the resourceVersion that it must have; empty for any
 * @param dryRun whether nothing is deleted
 */
public record DeleteOptions(String policy, String uid, String revision, boolean dryRun) {
  /** The default. */
  public static final DeleteOptions BACKGROUND = new DeleteOptions("Background", "", "", false);

  /** Reads them from the body, or else from the query; refuses what is none. */
  public static DeleteOptions read(byte[] body, Query query) {
    ObjectNode options = Json.object();
    if (body.length > 0) {
      try {
        if (DecodedBody.yaml(body).value() instanceof ObjectNode given) {
          options = given;
        }
      } catch (IOException e) {
        throw Failures.badRequest(
            "the object provided is unrecognized (must be of type DeleteOptions): "
                + e.getMessage().lines().findFirst().orElse(""));
      }
    } else {
      for (String name : List.of("propagationPolicy")) {
        if (query.has(name)) {
          options.put(name, query.first(name));
        }
      }
      if (query.has("orphanDependents")) {
        options.put("orphanDependents", query.flag("orphanDependents"));
      }
      query.all("dryRun").forEach(options.withArray("/dryRun")::add);
    }
    return of(options);
  }

  private static DeleteOptions of(ObjectNode options) {
    List<FieldError> errors = new ArrayList<>();
    String policy = Json.string(options, "propagationPolicy");
    JsonNode orphan = options.path("orphanDependents");
    if (orphan.isBoolean() && !policy.isEmpty()) {
      errors.add(
          Errors.invalid(
              "propagationPolicy",
              policy,
              "orphanDependents and deletionPropagation cannot be both set"));
    }
    if (!policy.isEmpty() && !List.of("Foreground", "Background", "Orphan").contains(policy)) {
      errors.add(
          Errors.notSupported(
              "propagationPolicy",
              TextNode.valueOf(policy),
              List.of("Foreground", "Background", "Orphan", "nil")));
    }
    List<String> dryRun = Json.strings(options.path("dryRun"));
    if (!dryRun.stream().allMatch("All"::equals)) {
      errors.add(Errors.notSupported("dryRun", options.path("dryRun"), List.of("All")));
    }
    if (!errors.isEmpty()) {
      throw Failures.invalid("meta.k8s.io", "DeleteOptions", "", errors);
    }
    if (policy.isEmpty() && orphan.isBoolean()) {
      policy = orphan.booleanValue() ? "Orphan" : "Background";
    }
    JsonNode preconditions = options.path("preconditions");
    return new DeleteOptions(
        policy,
        Json.string(preconditions, "uid"),
        Json.string(preconditions, "resourceVersion"),
        !dryRun.isEmpty());
  }

  ObjectNode toJson() {
    ObjectNode out = Json.object().put("kind", "DeleteOptions").put("apiVersion", "meta.k8s.io/v1");
    if (!policy.isEmpty()) {
      out.put("propagationPolicy", policy);
    }
    if (dryRun) {
      out.putArray("dryRun").add("All");
    }
    return out;
  }
}
