package dev.tenon.local.api.kinds;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tenon.engine.schema.StructuralSchema;
import dev.tenon.local.api.fields.FieldOwners;
import dev.tenon.local.api.fields.Shape;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * One kind in one version, as it is served.
 *
 * @param id its group and plural name; what is stored under it is shared by all its versions
 * @param version such as {@code v1}
 * @param names what it is called
 * @param namespaced whether its objects live in namespaces
 * @param hasStatus whether it has the subresource {@code status}
 * @param columns what {@code kubectl get} prints, without NAME and the implied AGE
 * @param selectableFields further fields that field selectors may name, as dotted paths
 * @param schema its OpenAPI v3 schema
 * @param shaped the same for merging; made when it is first needed
 * @param validator the validator of a custom kind; empty for built-in ones, and for a custom kind
 *     whose schema keeps everything
 * @param verbs what can be done to it
 * @param storedVersion the version that stored objects say they are in
 * @param warning a warning that every request for it gets, for a deprecated version; may be empty
 */
public record ResourceType(
    GroupResource id,
    String version,
    Names names,
    boolean namespaced,
    boolean hasStatus,
    List<Column> columns,
    List<String> selectableFields,
    JsonNode schema,
    Supplier<Shape> shaped,
    Supplier<Optional<StructuralSchema>> validator,
    boolean custom,
    List<String> verbs,
    String storedVersion,
    String warning) {

  /** What a kind is called. */
  public record Names(
      String kind,
      String listKind,
      String singular,
      List<String> shortNames,
      List<String> categories) {}

  /** All that can be done to a stored kind. */
  public static final List<String> ALL_VERBS =
      List.of("create", "delete", "deletecollection", "get", "list", "patch", "update", "watch");

  /** Its schema for merging. */
  public Shape shape() {
    return shaped.get();
  }

  /** The validator of a custom kind. */
  public Optional<StructuralSchema> structural() {
    return validator.get();
  }

  /** The group; empty for the core group. */
  public String group() {
    return id.group();
  }

  /** The plural name. */
  public String plural() {
    return id.plural();
  }

  /** The kind's name. */
  public String kind() {
    return names.kind();
  }

  /** What objects have as {@code apiVersion}: {@code group/version}, or {@code v1}. */
  public String apiVersion() {
    return group().isEmpty() ? version : group() + "/" + version;
  }

  /** What stored objects have as {@code apiVersion}. */
  public String storedApiVersion() {
    return group().isEmpty() ? storedVersion : group() + "/" + storedVersion;
  }

  /** Where paths of this group and version begin: {@code /api/v1}, {@code /apis/group/version}. */
  public String basePath() {
    return group().isEmpty() ? "/api/" + version : "/apis/" + group() + "/" + version;
  }

  /**
   * Who owns its fields.
   *
   * @param subresource empty, {@code status} or {@code finalize}
   */
  public FieldOwners owners(String subresource) {
    List<String> reset =
        switch (subresource) {
          case "status" ->
              id.plural().equals("customresourcedefinitions") && !custom
                  ? List.of("metadata", "spec")
                  : List.of("spec");
          default -> hasStatus ? List.of("status") : List.of();
        };
    return new FieldOwners(shape(), group(), version, kind(), subresource, reset);
  }

  /** Whether it is the built-in kind of this name. */
  public boolean is(String builtin) {
    return !custom && kind().equals(builtin);
  }
}
