package dev.tenon.local.api.fields;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tenon.local.api.failure.Failures;
import dev.tenon.local.api.json.Json;
import java.util.List;

/**
 * The owners of the fields of one kind, at the object itself or one of its subresources: what a
 * write does to {@code managedFields}, and server-side apply.
 *
 * @param shape the kind's shape
 * @param group the kind's group; empty for the core group
 * @param version the version in which the request speaks
 * @param kind the kind's name
 * @param subresource such as {@code status}; empty for the object itself
 * @param reset top-level fields that writes at this place cannot change
 */
public record FieldOwners(
    Shape shape,
    String group,
    String version,
    String kind,
    String subresource,
    List<String> reset) {
  /** Fields that say what and where an object is, or are the server's; nobody owns them. */
  private static final FieldSet NOBODYS =
      FieldSet.of(
          List.of("apiVersion"),
          List.of("kind"),
          List.of("metadata"),
          List.of("metadata", "name"),
          List.of("metadata", "namespace"),
          List.of("metadata", "creationTimestamp"),
          List.of("metadata", "selfLink"),
          List.of("metadata", "uid"),
          List.of("metadata", "clusterName"),
          List.of("metadata", "generation"),
          List.of("metadata", "managedFields"),
          List.of("metadata", "resourceVersion"));

  /**
   * Records what an update, a patch or a create changed.
   *
   * @param live the object before; an object without a uid where there is none yet
   * @param next the object to be; its managedFields are set
   * @param writer the field manager's name
   * @param time now, RFC 3339 in seconds
   */
  public void update(ObjectNode live, ObjectNode next, String writer, String time) {
    JsonNode given = next.path("metadata").path("managedFields");
    Ownership owners = startingPoint(live, given);
    Json.metadata(next).remove("managedFields");
    boolean exists = !Json.meta(live, "uid").isEmpty();
    if (!owners.isEmpty() || !exists) {
      try {
        record(owners, withoutOwners(live), next, writer, time);
        owners.mergeOldUpdaters();
      } catch (TypedMismatch e) {
        // the next validation says what is wrong; ownership of a misshapen object means nothing
        owners = new Ownership();
      }
    }
    owners.toJson().ifPresent(entries -> Json.metadata(next).set("managedFields", entries));
  }

  private Ownership startingPoint(ObjectNode live, JsonNode given) {
    JsonNode known = live.path("metadata").path("managedFields");
    if (!subresource.isEmpty()) {
      return Ownership.read(known);
    }
    boolean cleared =
        given.isArray() && (given.isEmpty() || (given.size() == 1 && given.get(0).isEmpty()));
    if (cleared) {
      return new Ownership();
    }
    Ownership asked = Ownership.read(given);
    return asked.isEmpty() ? Ownership.read(known) : asked;
  }

  private void record(
      Ownership owners, ObjectNode live, ObjectNode next, String writer, String time) {
    Comparison changes = Comparison.of(shape, live, next).without(resetFields());
    FieldSet changed = changes.modified().union(changes.added());
    for (Owner owner : List.copyOf(owners.shares().keySet())) {
      owners.take(owner, changed);
      owners.take(owner, changes.removed());
    }
    FieldSet gained = changed.minus(changes.removed()).minusBranches(resetFields()).minus(NOBODYS);
    if (!gained.isEmpty()) {
      Owner self = Owner.updater(writer, apiVersion(), subresource);
      FieldSet before = owners.of(self).orElseGet(FieldSet::new);
      owners.put(self, gained.union(before), apiVersion(), time);
    }
  }

  /**
   * Server-side apply.
   *
   * @param live the object before; for a new one just its apiVersion and kind
   * @param applied the configuration
   * @param applier the field manager's name
   * @param force whether to take fields from their owners
   * @param time now, RFC 3339 in seconds
   * @return the object to be, with its managedFields
   * @throws dev.tenon.local.api.failure.ApiFailure for conflicts, or a configuration that does not
   *     fit
   */
  public ObjectNode apply(
      ObjectNode live, ObjectNode applied, String applier, boolean force, String time) {
    Ownership owners = Ownership.read(live.path("metadata").path("managedFields"));
    ObjectNode bare = withoutOwners(live);
    if (owners.isEmpty() && !Json.meta(live, "uid").isEmpty()) {
      record(owners, skeleton(), bare, "before-first-apply", time);
    }
    checkHeader(applied);
    try {
      TypedCheck.check(shape, applied);
    } catch (TypedMismatch e) {
      throw Failures.unknown(
          "failed to create typed patch object (" + identity(applied) + "): " + e.getMessage());
    }
    Application application =
        new Application(this, bare, applied, Owner.applier(applier, subresource));
    return application.run(owners, force, time);
  }

  private void checkHeader(ObjectNode applied) {
    String given = Json.string(applied, "apiVersion");
    if (!given.equals(apiVersion())) {
      throw Failures.badRequest(
          "Incorrect version specified in apply patch. Specified patch version: "
              + given
              + ", expected: "
              + apiVersion());
    }
    if (applied.path("metadata").hasNonNull("managedFields")) {
      throw Failures.badRequest("metadata.managedFields must be nil");
    }
  }

  private String identity(ObjectNode object) {
    return Json.meta(object, "namespace")
        + "/"
        + Json.meta(object, "name")
        + "; "
        + group
        + "/"
        + version
        + ", Kind="
        + kind;
  }

  String apiVersion() {
    return group.isEmpty() ? version : group + "/" + version;
  }

  FieldSet resetFields() {
    FieldSet out = new FieldSet();
    reset.forEach(field -> out.insert(List.of(PathElement.field(field))));
    return out;
  }

  static FieldSet nobodys() {
    return NOBODYS;
  }

  private ObjectNode skeleton() {
    return Json.object().put("apiVersion", apiVersion()).put("kind", kind);
  }

  private static ObjectNode withoutOwners(ObjectNode object) {
    if (!object.path("metadata").has("managedFields")) {
      return object;
    }
    ObjectNode out = object.deepCopy();
    Json.metadata(out).remove("managedFields");
    return out;
  }
}
