package dev.tenon.local.api.verbs;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import dev.tenon.engine.golang.GoText;
import dev.tenon.engine.schema.FieldError;
import dev.tenon.local.api.failure.Failures;
import dev.tenon.local.api.json.Json;
import dev.tenon.local.api.kinds.ResourceType;
import dev.tenon.local.api.selector.FieldSelector;
import dev.tenon.local.api.selector.LabelSelector;
import dev.tenon.local.api.validation.Errors;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * What a list, a watch or a deletion of many asks for.
 *
 * @param labels which labels
 * @param fields which fields
 * @param limit at most how many; 0 for all
 * @param after the key after which to go on; empty for the beginning
 * @param exactly the state at just this resource version
 * @param revision the resource version that was given; empty for none
 * @param atLeast a state that is not older; 0 for any
 * @param initialEvents whether a watch begins with what there is
 */
public record ListOptions(
    LabelSelector labels,
    FieldSelector fields,
    long limit,
    String after,
    OptionalLong exactly,
    String revision,
    long atLeast,
    Optional<Boolean> initialEvents) {

  /** Reads them from a call; refuses what is none. */
  public static ListOptions read(Call call) {
    Query query = call.query();
    boolean watching = query.flag("watch");
    String revision = query.first("resourceVersion");
    String match = query.first("resourceVersionMatch");
    String token = query.first("continue");
    check(query, revision, match, token, watching);
    long at = revision(revision, watching);
    String after = "";
    OptionalLong exactly = OptionalLong.empty();
    if (!token.isEmpty() && !watching) {
      JsonNode read = readToken(token);
      after = Json.string(read, "start");
      exactly = OptionalLong.of(read.path("rv").asLong());
    } else if (match.equals("Exact")) {
      exactly = OptionalLong.of(at);
    }
    Optional<Boolean> initial =
        query.has("sendInitialEvents")
            ? Optional.of(query.flag("sendInitialEvents"))
            : Optional.empty();
    return new ListOptions(
        labels(query.first("labelSelector")),
        fields(call, query.first("fieldSelector")),
        query.number("limit").orElse(0),
        after,
        exactly,
        revision,
        at,
        initial);
  }

  private static void check(
      Query query, String revision, String match, String token, boolean watching) {
    List<FieldError> errors = new ArrayList<>();
    boolean initial = query.has("sendInitialEvents");
    if (watching) {
      if (!match.isEmpty() && !initial) {
        errors.add(
            Errors.forbidden(
                "resourceVersionMatch",
                "resourceVersionMatch is forbidden for watch unless sendInitialEvents is"
                    + " provided"));
      }
      if (initial && !match.equals("NotOlderThan")) {
        errors.add(
            Errors.forbidden(
                "resourceVersionMatch",
                "sendInitialEvents requires setting resourceVersionMatch to NotOlderThan"));
      }
    } else {
      if (initial) {
        errors.add(
            Errors.forbidden("sendInitialEvents", "sendInitialEvents is forbidden for list"));
      }
      if (!match.isEmpty()) {
        if (revision.isEmpty()) {
          errors.add(
              Errors.forbidden(
                  "resourceVersionMatch",
                  "resourceVersionMatch is forbidden unless resourceVersion is provided"));
        }
        if (!token.isEmpty()) {
          errors.add(
              Errors.forbidden(
                  "resourceVersionMatch",
                  "resourceVersionMatch is forbidden when continue is provided"));
        }
        if (!match.equals("Exact") && !match.equals("NotOlderThan")) {
          errors.add(
              Errors.notSupported(
                  "resourceVersionMatch",
                  TextNode.valueOf(match),
                  List.of("Exact", "NotOlderThan", "")));
        }
        if (match.equals("Exact") && revision.equals("0")) {
          errors.add(
              Errors.forbidden(
                  "resourceVersionMatch",
                  "resourceVersionMatch \"exact\" is forbidden for resourceVersion \"0\""));
        }
      }
    }
    if (!errors.isEmpty()) {
      throw Failures.invalid("meta.k8s.io", "ListOptions", "", errors);
    }
    if (!watching && !token.isEmpty() && !revision.isEmpty() && !revision.equals("0")) {
      throw Failures.badRequest("specifying resource version is not allowed when using continue");
    }
  }

  private static long revision(String text, boolean watching) {
    if (text.isEmpty()) {
      return 0;
    }
    try {
      return Long.parseUnsignedLong(text);
    } catch (NumberFormatException e) {
      String why =
          Errors.invalid(
                  "resourceVersion",
                  text,
                  "strconv.ParseUint: parsing " + GoText.quote(text) + ": invalid syntax")
              .message();
      throw watching
          ? Failures.unknown(why)
          : Failures.badRequest("invalid resource version: " + why);
    }
  }

  private static LabelSelector labels(String text) {
    try {
      return text.isEmpty() ? LabelSelector.EVERYTHING : LabelSelector.parse(text);
    } catch (IllegalArgumentException e) {
      throw Failures.badRequest(e.getMessage());
    }
  }

  private static FieldSelector fields(Call call, String text) {
    FieldSelector selector;
    try {
      selector = text.isEmpty() ? FieldSelector.EVERYTHING : FieldSelector.parse(text);
    } catch (IllegalArgumentException e) {
      throw Failures.badRequest(e.getMessage());
    }
    List<FieldSelector.Term> terms = new ArrayList<>(selector.terms());
    for (FieldSelector.Term term : terms) {
      if (!known(call.type(), term.field())) {
        throw Failures.badRequest(unknown(call.type(), term.field()));
      }
    }
    if (!call.name().isEmpty()) {
      terms.add(new FieldSelector.Term("metadata.name", call.name(), true));
    }
    return new FieldSelector(terms);
  }

  private static boolean known(ResourceType type, String field) {
    return field.equals("metadata.name")
        || (field.equals("metadata.namespace") && (type.namespaced() || !type.custom()))
        || type.selectableFields().contains(field);
  }

  private static String unknown(ResourceType type, String field) {
    if (type.custom() || !type.group().isEmpty()) {
      return type.custom() || !type.is("Event")
          ? type.custom()
              ? "field label not supported: " + field
              : GoText.quote(field)
                  + " is not a known field selector: only \"metadata.name\", \"metadata.namespace\""
          : "field label not supported: " + field;
    }
    return switch (type.kind()) {
      case "Namespace", "Secret", "Event" -> "field label not supported: " + field;
      default ->
          GoText.quote(field)
              + " is not a known field selector: only \"metadata.name\", \"metadata.namespace\"";
    };
  }

  /** Whether an object, in the version of the call, is asked for. */
  public boolean selects(ObjectNode object) {
    return labels.matches(object) && fields.matches(object);
  }

  boolean filters() {
    return !labels.requirements().isEmpty() || !fields.terms().isEmpty();
  }

  static String token(long revision, String last) {
    ObjectNode token =
        Json.object().put("v", "meta.k8s.io/v1").put("rv", revision).put("start", last);
    return Base64.getUrlEncoder().withoutPadding().encodeToString(Json.bytes(token));
  }

  private static JsonNode readToken(String token) {
    String version;
    try {
      JsonNode read =
          Json.read(new String(Base64.getUrlDecoder().decode(token), StandardCharsets.UTF_8));
      version = Json.string(read, "v");
      if (version.equals("meta.k8s.io/v1")) {
        return read;
      }
    } catch (IllegalArgumentException | java.io.UncheckedIOException e) {
      throw Failures.badRequest(
          "invalid continue token: continue key is not valid: it is not one that a list gave");
    }
    throw Failures.badRequest(
        "invalid continue token: continue key is not valid: server does not recognize this encoded"
            + " version "
            + version);
  }
}
