package dev.tenon.cli.manifests;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tenon.api.ApiJson;
import dev.tenon.api.v1alpha1.TenonResource;
import dev.tenon.engine.problem.Position;
import dev.tenon.engine.problem.Problem;
import dev.tenon.engine.yaml.YamlDocument;
import dev.tenon.plan.Ref;
import java.util.Optional;

/** One object of a file, which an API server would take. */
public final class Manifest {
  private final Kind kind;
  private final Ref ref;
  private final ObjectNode json;
  private final ObjectNode complete;
  private final YamlDocument document;
  private final String prefix;

  Manifest(
      Kind kind,
      Ref ref,
      ObjectNode json,
      ObjectNode complete,
      YamlDocument document,
      String prefix) {
    this.kind = kind;
    this.ref = ref;
    this.json = json;
    this.complete = complete;
    this.document = document;
    this.prefix = prefix;
  }

  /** Its kind. */
  public Kind kind() {
    return kind;
  }

  /** Its name. */
  public Ref ref() {
    return ref;
  }

  /** What is to be applied: what the file says, and the namespace where it names none. */
  public ObjectNode json() {
    return json;
  }

  /** The same with the defaults that an API server fills in. */
  public ObjectNode complete() {
    return complete;
  }

  /** The complete object as its type, where its kind is one of ours; read anew by each call. */
  public Optional<TenonResource<?, ?>> resource() {
    return kind.model().map(this::typed);
  }

  private TenonResource<?, ?> typed(Class<? extends TenonResource<?, ?>> model) {
    try {
      return Types.MAPPER.treeToValue(complete, model);
    } catch (JsonProcessingException e) {
      // what fits the schema fits the type; a difference between the two is ours to mend
      throw new IllegalStateException(position() + ": the schema takes what the type does not", e);
    }
  }

  /** Made when it is first needed: whoever only applies objects does without. */
  private static final class Types {
    static final ObjectMapper MAPPER = ApiJson.newMapper();
  }

  /** The file, as positions name it. */
  public String file() {
    return document.file();
  }

  /** Where it begins. */
  public Position position() {
    return position("");
  }

  /** Where a field stands, or the nearest value around it. */
  public Position position(String field) {
    return place(document, prefix, field);
  }

  /** The problem, at the place in the file where its field stands. */
  public Problem locate(Problem problem) {
    return problem.at(position(problem.at().toString()));
  }

  static Position place(YamlDocument document, String prefix, String field) {
    String separator = prefix.isEmpty() || field.isEmpty() ? "" : ".";
    String whole = prefix + separator + field;
    return whole.isEmpty() ? document.position() : document.position(whole);
  }

  @Override
  public String toString() {
    return position() + " " + ref;
  }
}
