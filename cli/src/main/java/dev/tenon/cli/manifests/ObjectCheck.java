package dev.tenon.cli.manifests;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tenon.engine.problem.Action;
import dev.tenon.engine.problem.BuiltIn;
import dev.tenon.engine.problem.Problem;
import dev.tenon.engine.schema.FieldError;
import dev.tenon.engine.schema.FieldPath;
import dev.tenon.engine.yaml.YamlDocument;
import dev.tenon.local.api.rules.KindRules;
import dev.tenon.local.api.rules.Misshapen;
import dev.tenon.local.api.validation.MetadataRules;
import dev.tenon.plan.Ref;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Checks one object of a file by the rules that the embedded API has, so that what passes here is
 * taken there, and says for each mistake what to do.
 */
final class ObjectCheck {
  private static final String DEFAULT_NAMESPACE = "default";
  private static final Pattern UNKNOWN = Pattern.compile("unknown field \"(.*)\"");
  private static final Pattern GO_STRUCT =
      Pattern.compile(
          "json: cannot unmarshal (\\S+) into Go struct field [^.]+\\.(\\S+) of type .*");

  private final Kinds kinds;
  private final YamlDocument document;
  private final String prefix;
  private final ObjectNode json;
  private final List<Problem> problems = new ArrayList<>();
  private Optional<Ref> ref = Optional.empty();

  ObjectCheck(Kinds kinds, YamlDocument document, String prefix, ObjectNode json) {
    this.kinds = kinds;
    this.document = document;
    this.prefix = prefix;
    this.json = json;
  }

  /** What is wrong with it, and warnings. */
  List<Problem> problems() {
    return problems;
  }

  /** Its name, once that is known. */
  Optional<Ref> ref() {
    return ref;
  }

  /** The manifest, if nothing is wrong. */
  Optional<Manifest> run() {
    Optional<Kind> kind = new KindCheck(kinds, json).find(this::add);
    if (kind.isEmpty()) {
      return Optional.empty();
    }
    name(kind.get());
    new TextMaps(kind.get().name(), json).check(this::add);
    if (json.path("metadata").isObject() && problems.stream().noneMatch(Problem::refuses)) {
      return checked(kind.get());
    }
    return Optional.empty();
  }

  /** Finds out the object's name, and completes it as kubectl does. */
  private void name(Kind kind) {
    if (!(json.path("metadata") instanceof ObjectNode metadata)) {
      String message =
          json.has("metadata") ? "metadata is a mapping, and this is not" : "it has no metadata";
      add(BuiltIn.INVALID_FIELD, "metadata", message, "Write metadata: {name: …}.");
      return;
    }
    boolean misplaced = false;
    if (kind.type().namespaced()) {
      if (!metadata.hasNonNull("namespace")) {
        metadata.put("namespace", DEFAULT_NAMESPACE);
      }
    } else {
      misplaced = metadata.remove("namespace") != null;
    }
    if (!metadata.hasNonNull("name")) {
      boolean generated = metadata.has("generateName");
      add(
          BuiltIn.INVALID_FIELD,
          generated ? "metadata.generateName" : "metadata.name",
          generated ? "what is applied needs a name of its own" : "it has no name",
          "Write metadata.name.");
    } else if (metadata.get("name").isTextual()) {
      ref =
          Optional.of(
              new Ref(
                  kind.name(),
                  metadata.path("namespace").asText(""),
                  metadata.get("name").textValue()));
    }
    if (misplaced) {
      warn(
          "metadata.namespace",
          "a " + kind.name() + " lives in no namespace; this one is passed over",
          "Remove metadata.namespace.");
    }
  }

  private Optional<Manifest> checked(Kind kind) {
    ObjectNode copy = json.deepCopy();
    KindRules rules = KindRules.of(kind.type());
    SchemaAdvice advice = new SchemaAdvice(kind.type());
    try {
      rules.read(copy).forEach(flaw -> unknown(flaw, advice));
    } catch (Misshapen e) {
      misshapen(e.getMessage());
      return Optional.empty();
    }
    List<FieldError> errors = new ArrayList<>();
    if (!kind.type().custom()) {
      errors.addAll(new MetadataRules(kind.type().namespaced(), rules::checkName).check(copy));
    }
    errors.addAll(rules.check(copy));
    errors.stream().distinct().forEach(error -> invalid(error, advice, copy));
    if (problems.stream().anyMatch(Problem::refuses) || ref.isEmpty()) {
      return Optional.empty();
    }
    return Optional.of(new Manifest(kind, ref.get(), json, copy, document, prefix));
  }

  private void unknown(String flaw, SchemaAdvice advice) {
    Matcher named = UNKNOWN.matcher(flaw);
    String field = named.matches() ? named.group(1).replace("\\\"", "\"") : "";
    add(BuiltIn.UNKNOWN_FIELD, field, "there is no such field", advice.unknown(field));
  }

  private void misshapen(String said) {
    Matcher go = GO_STRUCT.matcher(said);
    if (go.matches()) {
      add(
          BuiltIn.INVALID_FIELD,
          go.group(2),
          "this is " + article(go.group(1)) + ", which cannot stand here",
          "See kubectl's reference of this kind.");
    } else {
      add(BuiltIn.INVALID_FIELD, "", said, "Mend what it names.");
    }
  }

  private static String article(String word) {
    return ("aeiou".indexOf(word.charAt(0)) >= 0 ? "an " : "a ") + word;
  }

  private void invalid(FieldError error, SchemaAdvice advice, JsonNode checked) {
    boolean whole = error.field().equals("<nil>");
    if (whole && error.detail().startsWith("some validation rules were not checked")) {
      // they are checked as soon as what is said beside this is mended
      return;
    }
    add(
        BuiltIn.INVALID_FIELD,
        whole ? "" : error.field(),
        whole ? error.detail() : error.body(),
        advice.fix(error, checked));
  }

  private void add(String rule, String field, String message, String fix) {
    problems.add(
        SchemaProblems.of(
            rule,
            ref.orElse(SchemaProblems.UNNAMED),
            FieldPath.of(field),
            Manifest.place(document, prefix, field),
            message,
            fix));
  }

  private void warn(String field, String message, String fix) {
    add(BuiltIn.INVALID_FIELD, field, message, fix);
    int last = problems.size() - 1;
    problems.set(last, problems.get(last).with(Action.Warn));
  }
}
