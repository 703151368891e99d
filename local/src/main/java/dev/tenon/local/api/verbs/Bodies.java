package dev.tenon.local.api.verbs;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tenon.engine.golang.GoText;
import dev.tenon.local.api.failure.Failures;
import dev.tenon.local.api.json.DecodedBody;
import dev.tenon.local.api.json.Json;
import dev.tenon.local.api.kinds.ResourceType;
import dev.tenon.local.api.rules.KindRules;
import dev.tenon.local.api.rules.Misshapen;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Reads the bodies of creates and updates. */
public final class Bodies {
  private Bodies() {}

  /** The media type of a Content-Type header, without parameters. */
  public static String mediaType(String contentType) {
    int semicolon = contentType.indexOf(';');
    String type = semicolon < 0 ? contentType : contentType.substring(0, semicolon);
    return type.trim().toLowerCase(Locale.ROOT);
  }

  /**
   * Reads an object of the call's kind: what it does not know is dropped, defaults are filled in.
   */
  public static ObjectNode object(
      Call call, byte[] body, String contentType, WriteOptions options) {
    ResourceType type = call.type();
    DecodedBody decoded = decoded(type, body, contentType);
    if (!(decoded.value() instanceof ObjectNode object)) {
      throw Failures.badRequest(
          "couldn't get version/kind; json parse error: json: cannot unmarshal "
              + (decoded.value().isArray()
                  ? "array"
                  : decoded.value().getNodeType().name().toLowerCase(Locale.ROOT))
              + " into Go value of type struct { APIVersion string"
              + " \"json:\\\"apiVersion,omitempty\\\"\"; Kind string"
              + " \"json:\\\"kind,omitempty\\\"\" }");
    }
    header(type, object, body);
    List<String> flaws = new ArrayList<>();
    decoded.duplicates().forEach(path -> flaws.add("duplicate field " + GoText.quote(path)));
    try {
      flaws.addAll(KindRules.of(type).read(object));
    } catch (Misshapen e) {
      throw Failures.badRequest(cannotBeHandled(object, type, e.getMessage()));
    }
    if (!flaws.isEmpty()) {
      switch (options.strictness()) {
        case STRICT ->
            throw Failures.badRequest(
                cannotBeHandled(
                    object, type, "strict decoding error: " + String.join(", ", flaws)));
        case WARN -> flaws.forEach(call::warn);
        case IGNORE -> {
          // dropped in silence, as asked
        }
      }
    }
    return object;
  }

  private static String cannotBeHandled(ObjectNode object, ResourceType type, String why) {
    return Json.string(object, "kind")
        + " in version "
        + GoText.quote(version(Json.string(object, "apiVersion")))
        + " cannot be handled as a "
        + type.kind()
        + ": "
        + why;
  }

  private static String version(String apiVersion) {
    return apiVersion.substring(apiVersion.indexOf('/') + 1);
  }

  private static DecodedBody decoded(ResourceType type, byte[] body, String contentType) {
    String media = mediaType(contentType);
    try {
      return switch (media) {
        case "", "*/*", "application/json" -> DecodedBody.json(body);
        case "application/yaml" -> DecodedBody.yaml(body);
        case "application/vnd.kubernetes.protobuf" ->
            new DecodedBody(Protobuf.read(type, body), List.of());
        default ->
            throw Failures.unsupportedMediaType(
                "the body of the request was in an unknown format - accepted media types include: "
                    + "application/json, application/yaml"
                    + (Protobuf.reads(type) ? ", application/vnd.kubernetes.protobuf" : ""));
      };
    } catch (IOException e) {
      throw Failures.badRequest(
          "the object provided is unrecognized (must be of type "
              + type.kind()
              + "): couldn't get version/kind; json parse error: "
              + e.getMessage().lines().findFirst().orElse("")
              + " ("
              + summary(body)
              + ")");
    }
  }

  private static void header(ResourceType type, ObjectNode object, byte[] body) {
    String kind = Json.string(object, "kind");
    String apiVersion = Json.string(object, "apiVersion");
    if (type.custom()) {
      if (kind.isEmpty()) {
        throw missing(type, "Kind", body);
      }
      if (apiVersion.isEmpty()) {
        throw missing(type, "apiVersion", body);
      }
    } else {
      if (kind.isEmpty()) {
        object.put("kind", type.kind());
      }
      if (apiVersion.isEmpty()) {
        object.put("apiVersion", type.apiVersion());
      }
    }
    if (!apiVersion.isEmpty() && !apiVersion.equals(type.apiVersion())) {
      if (!type.custom()) {
        throw Failures.badRequest(
            cannotBeHandled(
                object,
                type,
                "no kind "
                    + GoText.quote(Json.string(object, "kind"))
                    + " is registered for version "
                    + GoText.quote(apiVersion)));
      }
      throw Failures.badRequest(
          "the API version in the data ("
              + apiVersion
              + ") does not match the expected API version ("
              + type.apiVersion()
              + ")");
    }
    if (!type.custom() && !kind.isEmpty() && !kind.equals(type.kind())) {
      throw Failures.badRequest(
          kind
              + " in version "
              + GoText.quote(version(type.apiVersion()))
              + " cannot be handled as a "
              + type.kind()
              + ": converting ("
              + kind
              + ") to ("
              + type.kind()
              + "): unknown conversion");
    }
  }

  private static RuntimeException missing(ResourceType type, String what, byte[] body) {
    return Failures.badRequest(
        "the object provided is unrecognized (must be of type "
            + type.kind()
            + "): Object '"
            + what
            + "' is missing in '"
            + new String(body, StandardCharsets.UTF_8)
            + "' ("
            + summary(body)
            + ")");
  }

  /** The first bytes of a body, as an API server shows them. */
  private static String summary(byte[] body) {
    if (body.length == 0) {
      return "<empty>";
    }
    boolean json = body[0] == '{';
    int shown = Math.min(body.length, 30);
    String text = new String(body, 0, shown, StandardCharsets.UTF_8);
    if (body.length > 30) {
      text += " ...";
    }
    if (json) {
      return text;
    }
    StringBuilder hex = new StringBuilder("hex: ");
    for (int i = 0; i < shown; i++) {
      hex.append(String.format("%02x", body[i]));
    }
    return (body.length > 30 ? hex.append(" ...") : hex).toString();
  }
}
