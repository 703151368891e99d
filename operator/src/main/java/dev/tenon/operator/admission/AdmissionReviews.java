package dev.tenon.operator.admission;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.databind.ObjectWriter;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tenon.operator.admission.AdmissionRequest.Verb;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * {@code AdmissionReview} of {@code admission.k8s.io/v1} as bytes. It is read field by field and
 * trusted in nothing: whoever reaches the port may have written it.
 */
public final class AdmissionReviews {
  static final String VERSION = "admission.k8s.io/v1";
  private static final String KIND = "AdmissionReview";

  /** The deepest that a declaration may nest: no field of this API needs a tenth of it. */
  private static final int DEEPEST = 200;

  private static final int LONGEST_NUMBER = 100;

  private static final JsonMapper MAPPER = mapper();
  private static final ObjectReader READER = MAPPER.readerFor(JsonNode.class);
  private static final ObjectWriter WRITER = MAPPER.writer();

  private AdmissionReviews() {}

  /** It is no AdmissionReview with a request. */
  public static final class Malformed extends Exception {
    private static final long serialVersionUID = 1;

    Malformed(String why) {
      super(why);
    }
  }

  private static JsonMapper mapper() {
    JsonMapper mapper =
        JsonMapper.builder()
            .enable(DeserializationFeature.FAIL_ON_READING_DUP_TREE_KEY)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build();
    mapper
        .getFactory()
        .setStreamReadConstraints(
            StreamReadConstraints.builder()
                .maxNestingDepth(DEEPEST)
                .maxNumberLength(LONGEST_NUMBER)
                .build());
    return mapper;
  }

  /**
   * Reads a request.
   *
   * @throws Malformed where it is none; the message says why
   */
  public static AdmissionRequest read(byte[] body) throws Malformed {
    JsonNode review;
    try {
      review = READER.readValue(body);
    } catch (JsonProcessingException e) {
      throw new Malformed("it is no JSON that is accepted here: " + e.getOriginalMessage());
    } catch (IOException e) {
      throw new Malformed("it cannot be read: " + e.getMessage());
    }
    if (review == null || !review.isObject()) {
      throw new Malformed("it is no JSON object");
    }
    if (!VERSION.equals(text(review, "apiVersion")) || !KIND.equals(text(review, "kind"))) {
      throw new Malformed("it is no " + KIND + " of " + VERSION);
    }
    JsonNode request = review.path("request");
    if (!request.isObject()) {
      throw new Malformed("it has no request");
    }
    String uid = text(request, "uid");
    if (uid.isEmpty()) {
      throw new Malformed("its request has no uid");
    }
    JsonNode resource = struct(request, "resource");
    return new AdmissionRequest(
        uid,
        text(resource, "group"),
        text(resource, "version"),
        text(resource, "resource"),
        text(request, "subResource"),
        text(request, "namespace"),
        text(request, "name"),
        operation(request),
        user(struct(request, "userInfo")),
        object(request, "object"),
        object(request, "oldObject"),
        flag(request, "dryRun"));
  }

  private static Verb operation(JsonNode request) throws Malformed {
    String operation = text(request, "operation");
    for (Verb verb : Verb.values()) {
      if (verb.name().equals(operation)) {
        return verb;
      }
    }
    throw new Malformed("its operation is none that there is");
  }

  private static User user(JsonNode info) throws Malformed {
    Map<String, List<String>> extra = new TreeMap<>();
    for (var entry : struct(info, "extra").properties()) {
      extra.put(entry.getKey(), texts(entry.getValue(), "userInfo.extra"));
    }
    return new User(
        text(info, "username"),
        text(info, "uid"),
        texts(info.path("groups"), "userInfo.groups"),
        extra);
  }

  private static List<String> texts(JsonNode list, String what) throws Malformed {
    if (list.isMissingNode() || list.isNull()) {
      return List.of();
    }
    List<String> texts = new ArrayList<>();
    boolean all = list.isArray();
    for (JsonNode one : list) {
      all &= one.isTextual();
      texts.add(one.asText());
    }
    if (!all) {
      throw new Malformed("its " + what + " is no list of strings");
    }
    return texts;
  }

  private static String text(JsonNode parent, String field) throws Malformed {
    JsonNode value = parent.path(field);
    if (value.isMissingNode() || value.isNull()) {
      return "";
    }
    if (!value.isTextual()) {
      throw new Malformed("its " + field + " is no string");
    }
    return value.asText();
  }

  private static boolean flag(JsonNode parent, String field) throws Malformed {
    JsonNode value = parent.path(field);
    if (!value.isMissingNode() && !value.isNull() && !value.isBoolean()) {
      throw new Malformed("its " + field + " is neither true nor false");
    }
    return value.asBoolean();
  }

  private static JsonNode struct(JsonNode parent, String field) throws Malformed {
    JsonNode value = parent.path(field);
    if (!value.isMissingNode() && !value.isNull() && !value.isObject()) {
      throw new Malformed("its " + field + " is no object");
    }
    return value;
  }

  private static Optional<ObjectNode> object(JsonNode request, String field) throws Malformed {
    return struct(request, field) instanceof ObjectNode object
        ? Optional.of(object)
        : Optional.empty();
  }

  /** The answer to the request with that uid. */
  public static byte[] write(String uid, AdmissionResponse answer) {
    ObjectNode review = MAPPER.createObjectNode().put("apiVersion", VERSION).put("kind", KIND);
    ObjectNode response = review.putObject("response");
    response.put("uid", uid).put("allowed", answer.allowed());
    if (!answer.allowed()) {
      response
          .putObject("status")
          .put("status", "Failure")
          .put("code", answer.code())
          .put("reason", answer.reason())
          .put("message", answer.message());
    }
    if (!answer.warnings().isEmpty()) {
      answer.warnings().forEach(response.putArray("warnings")::add);
    }
    if (!answer.audit().isEmpty()) {
      answer.audit().forEach(response.putObject("auditAnnotations")::put);
    }
    try {
      return WRITER.writeValueAsBytes(review);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("strings and numbers can be written", e);
    }
  }
}
