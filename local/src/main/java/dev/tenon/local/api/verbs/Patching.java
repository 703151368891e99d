package dev.tenon.local.api.verbs;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tenon.engine.golang.GoText;
import dev.tenon.local.api.failure.Failures;
import dev.tenon.local.api.json.DecodedBody;
import dev.tenon.local.api.json.Json;
import dev.tenon.local.api.kinds.Builtins;
import dev.tenon.local.api.kinds.ResourceType;
import dev.tenon.local.api.patch.JsonPatch;
import dev.tenon.local.api.patch.MergePatch;
import dev.tenon.local.api.patch.PatchFailure;
import dev.tenon.local.api.patch.StrategicPatch;
import dev.tenon.local.api.rules.KindRules;
import dev.tenon.local.api.rules.Misshapen;
import dev.tenon.local.api.storage.Stale;
import dev.tenon.local.api.storage.Stored;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Patches of every sort, server-side apply among them. */
public final class Patching {
  /** How often a patch is made again when somebody else was faster. */
  private static final int TRIES = 5;

  private static final String JSON = "application/json-patch+json";
  private static final String MERGE = "application/merge-patch+json";
  private static final String STRATEGIC = "application/strategic-merge-patch+json";
  private static final String APPLY = "application/apply-patch+yaml";

  private final Backend backend;
  private final Creation creation;
  private final Replacement replacement;

  /** Writes to a backend. */
  public Patching(Backend backend) {
    this.backend = backend;
    this.creation = new Creation(backend);
    this.replacement = new Replacement(backend);
  }

  /** Whether a Content-Type is that of a server-side apply. */
  public static boolean isApply(String contentType) {
    return Bodies.mediaType(contentType).equals(APPLY);
  }

  /** Patches an object; an apply makes it where there is none. */
  public Updating.Outcome patch(Call call, byte[] body, String contentType, WriteOptions options) {
    String media = Bodies.mediaType(contentType);
    List<String> accepted =
        call.type().custom() ? List.of(JSON, MERGE, APPLY) : List.of(JSON, MERGE, STRATEGIC, APPLY);
    if (!accepted.contains(media)) {
      throw Failures.unsupportedMediaType(
          "the body of the request was in an unknown format - accepted media types include: "
              + String.join(", ", accepted));
    }
    DecodedBody patch = read(media, body, options);
    for (int i = 1; ; i++) {
      Optional<Stored> found =
          backend.store().get(Forms.storedAs(call.type()), call.namespace(), call.name());
      try {
        if (found.isEmpty()) {
          return new Updating.Outcome(createByApply(call, patch, media, options), true);
        }
        return new Updating.Outcome(once(call, found.get(), patch, media, options), false);
      } catch (Stale e) {
        if (i == TRIES) {
          throw call.modified();
        }
      }
    }
  }

  private static DecodedBody read(String media, byte[] body, WriteOptions options) {
    try {
      DecodedBody patch = media.equals(APPLY) ? DecodedBody.yaml(body) : DecodedBody.json(body);
      if (media.equals(APPLY)
          && !patch.duplicates().isEmpty()
          && options.strictness() == WriteOptions.Strictness.STRICT) {
        throw Failures.badRequest(
            "error strict decoding YAML: error converting YAML to JSON: key "
                + GoText.quote(lastStep(patch.duplicates().get(0)))
                + " already set in map");
      }
      return patch;
    } catch (IOException e) {
      String why = e.getMessage().lines().findFirst().orElse("");
      throw Failures.badRequest(media.equals(APPLY) ? "error decoding YAML: " + why : why);
    }
  }

  private static String lastStep(String path) {
    return path.substring(path.lastIndexOf('.') + 1);
  }

  private ObjectNode createByApply(
      Call call, DecodedBody patch, String media, WriteOptions options) {
    if (!media.equals(APPLY) || !call.subresource().isEmpty()) {
      throw call.notFound();
    }
    ResourceType type = call.type();
    ObjectNode next = applied(call, KindRules.of(type).nothing(type), patch, options);
    String uid = Json.meta(next, "uid");
    if (!uid.isEmpty()) {
      throw Failures.conflict(
          type.group(),
          type.plural(),
          call.name(),
          "uid mismatch: the provided object specified uid "
              + uid
              + ", and no existing object was found");
    }
    Creation.matchNamespace(call, next);
    Updating.checkName(call, next);
    Json.metadata(next).remove(List.of("creationTimestamp", "deletionTimestamp"));
    return creation.store(call, next, options);
  }

  private ObjectNode once(
      Call call, Stored current, DecodedBody patch, String media, WriteOptions options)
      throws Stale {
    ResourceType type = call.type();
    ObjectNode old = Forms.toVersion(type, current.object());
    ObjectNode next =
        media.equals(APPLY)
            ? applied(call, old, patch, options)
            : patched(call, old, patch, media, options);
    Creation.matchNamespace(call, next);
    Updating.checkName(call, next);
    if (!media.equals(APPLY)) {
      type.owners(call.subresource())
          .update(old, next, options.writer(call.agent()), backend.now());
    }
    OwnerReferences.dropDuplicates(call, next);
    return replacement.replace(call, current, next, options);
  }

  private ObjectNode applied(Call call, ObjectNode live, DecodedBody patch, WriteOptions options) {
    if (!(patch.value() instanceof ObjectNode configuration)) {
      throw Failures.badRequest(
          "error decoding YAML: error unmarshaling JSON: while decoding JSON: json: cannot"
              + " unmarshal value into Go value of type map[string]interface {}");
    }
    ResourceType type = call.type();
    String version = Json.string(configuration, "apiVersion");
    String kind = Json.string(configuration, "kind");
    if (type.custom() && !(version.equals(type.apiVersion()) && kind.equals(type.kind()))) {
      throw Failures.badRequest("invalid object type: " + version + ", Kind=" + kind);
    }
    ObjectNode next =
        call.type()
            .owners(call.subresource())
            .apply(live, configuration, options.fieldManager(), options.force(), backend.now());
    try {
      KindRules.of(call.type()).read(next);
    } catch (Misshapen e) {
      throw Failures.unknown("failed to convert new typed object to object: " + e.getMessage());
    }
    return next;
  }

  private static ObjectNode patched(
      Call call, ObjectNode old, DecodedBody patch, String media, WriteOptions options) {
    JsonNode result = result(call.type(), old, patch.value(), media);
    List<String> flaws = new ArrayList<>();
    patch.duplicates().forEach(path -> flaws.add("duplicate field " + GoText.quote(path)));
    String shown = media.equals(STRATEGIC) ? GoText.plain(patch.value()) : GoText.json(result);
    if (!(result instanceof ObjectNode next)) {
      throw Failures.invalidPatch(shown, "the result of the patch is no object");
    }
    next = next.deepCopy();
    try {
      flaws.addAll(KindRules.of(call.type()).read(next));
    } catch (Misshapen e) {
      throw Failures.invalidPatch(shown, e.getMessage());
    }
    if (!flaws.isEmpty()) {
      switch (options.strictness()) {
        case STRICT ->
            throw Failures.invalidPatch(
                shown, "strict decoding error: " + String.join(", ", flaws));
        case WARN -> flaws.forEach(call::warn);
        case IGNORE -> {
          // dropped in silence, as asked
        }
      }
    }
    return next;
  }

  private static JsonNode result(ResourceType type, ObjectNode old, JsonNode patch, String media) {
    try {
      return switch (media) {
        case JSON -> {
          if (patch.size() > JsonPatch.MOST_OPERATIONS) {
            throw Failures.tooLarge(
                "Request entity too large: The allowed maximum operations in a JSON patch is "
                    + JsonPatch.MOST_OPERATIONS
                    + ", got "
                    + patch.size());
          }
          yield JsonPatch.apply(old, patch);
        }
        case MERGE -> {
          if (!patch.isObject()) {
            throw Failures.badRequest("Invalid JSON Patch");
          }
          yield MergePatch.apply(old, patch);
        }
        default -> StrategicPatch.apply(old, patch, type.schema(), Builtins::definition);
      };
    } catch (PatchFailure e) {
      if (e.isUnreadable()) {
        throw Failures.badRequest(e.getMessage());
      }
      if (media.equals(STRATEGIC)) {
        throw Failures.unknown(e.getMessage());
      }
      throw Failures.rejected();
    }
  }
}
