package dev.tenon.local.api.fields;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tenon.local.api.failure.ApiFailure;
import dev.tenon.local.api.failure.Failures;
import dev.tenon.local.api.json.Json;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * One server-side apply: merge the configuration in, take out what this applier had applied before
 * and no longer does (unless somebody else owns it), and settle who owns what.
 */
final class Application {
  private static final String LAST_APPLIED = "kubectl.kubernetes.io/last-applied-configuration";

  private final FieldOwners kind;
  private final Shape shape;
  private final ObjectNode live;
  private final ObjectNode applied;
  private final Owner applier;

  Application(FieldOwners kind, ObjectNode live, ObjectNode applied, Owner applier) {
    this.kind = kind;
    this.shape = kind.shape();
    this.live = live;
    this.applied = applied;
    this.applier = applier;
  }

  ObjectNode run(Ownership owners, boolean force, String time) {
    Ownership next = owners.copy();
    FieldSet before = next.of(applier).orElseGet(FieldSet::new);
    FieldSet now = FieldsOf.value(shape, applied).minusBranches(kind.resetFields());
    String since = owners.shares().containsKey(applier) ? owners.shares().get(applier).time() : "";
    next.shares().put(applier, new Ownership.Share(now, kind.apiVersion(), since));
    ObjectNode merged = TypedMerge.merge(shape, live, applied);
    ObjectNode pruned = prune(merged, next, before);
    settle(next, pruned, force);
    // the time of an entry is that of its last change to the object, so that a no-op writes nothing
    boolean changed = !Json.same(live, pruned);
    next.put(applier, now.minus(FieldOwners.nobodys()), kind.apiVersion(), changed ? time : since);
    ObjectNode result = pruned.deepCopy();
    carryLastApplied(result);
    next.toJson().ifPresent(entries -> Json.metadata(result).set("managedFields", entries));
    return result;
  }

  private ObjectNode prune(ObjectNode merged, Ownership owners, FieldSet before) {
    if (before.isEmpty()) {
      return merged;
    }
    Optional<Shape> root = Optional.of(shape);
    FieldSet last = before.withDeclaredParents(root);
    FieldSet mergedFields = FieldsOf.value(shape, merged).withDeclaredParents(root);
    ObjectNode pruned = Removal.of(shape, merged, last);
    // what others own, or what is applied now, comes back
    FieldSet owned = owners.all().withDeclaredParents(root);
    FieldSet left = FieldsOf.value(shape, pruned).withDeclaredParents(root);
    pruned = Removal.of(shape, merged, mergedFields.minus(left.union(owned)));
    // and so does what this applier never owned
    left = FieldsOf.value(shape, pruned).withDeclaredParents(root);
    return Removal.of(shape, merged, mergedFields.minus(left).intersection(last));
  }

  private void settle(Ownership owners, ObjectNode result, boolean force) {
    Comparison changes = Comparison.of(shape, live, result).without(kind.resetFields());
    FieldSet changed = changes.modified().union(changes.added());
    TreeMap<Owner, FieldSet> conflicts = new TreeMap<>();
    owners
        .shares()
        .forEach(
            (owner, share) -> {
              FieldSet contested = share.fields().intersection(changed);
              if (!owner.equals(applier) && !contested.isEmpty()) {
                conflicts.put(owner, contested);
              }
            });
    if (!force && !conflicts.isEmpty()) {
      FieldSet allowed = appliedByKubectlBefore();
      TreeMap<Owner, FieldSet> serious = new TreeMap<>();
      conflicts.forEach(
          (owner, fields) -> {
            FieldSet left = fields.minus(allowed);
            if (!left.isEmpty()) {
              serious.put(owner, left);
            }
          });
      if (!serious.isEmpty()) {
        throw conflict(serious);
      }
    }
    conflicts.forEach(owners::take);
    for (Owner owner : List.copyOf(owners.shares().keySet())) {
      if (!owner.equals(applier)) {
        owners.take(owner, changes.removed());
      }
    }
  }

  /**
   * Whoever moves from {@code kubectl apply} to {@code kubectl apply --server-side} meets himself:
   * the fields of the last-applied annotation that are still as he left them are his own.
   */
  private FieldSet appliedByKubectlBefore() {
    if (!applier.name().equals("kubectl")) {
      return new FieldSet();
    }
    String annotation = live.path("metadata").path("annotations").path(LAST_APPLIED).asText("");
    if (annotation.isEmpty()) {
      return new FieldSet();
    }
    try {
      if (!(Json.read(annotation) instanceof ObjectNode last)
          || !Json.string(last, "apiVersion").equals(kind.apiVersion())
          || !TypedCheck.fits(shape, last)) {
        return new FieldSet();
      }
      Comparison since = Comparison.of(shape, last, live);
      return FieldsOf.value(shape, last)
          .minus(since.modified())
          .minus(since.added())
          .minus(since.removed());
    } catch (java.io.UncheckedIOException e) {
      return new FieldSet();
    }
  }

  /** The annotation follows, so that one can go back to {@code kubectl apply}. */
  private void carryLastApplied(ObjectNode result) {
    if (!applier.name().equals("kubectl")) {
      return;
    }
    if (result.path("metadata").path("annotations") instanceof ObjectNode annotations
        && !annotations.path(LAST_APPLIED).asText("").isEmpty()) {
      ObjectNode last = applied.deepCopy();
      if (last.path("metadata").path("annotations") instanceof ObjectNode mine) {
        mine.remove(LAST_APPLIED);
        if (mine.isEmpty()) {
          Json.metadata(last).remove("annotations");
        }
      }
      annotations.put(LAST_APPLIED, dev.tenon.engine.golang.GoText.json(last) + "\n");
    }
  }

  private static ApiFailure conflict(Map<Owner, FieldSet> conflicts) {
    ArrayNode causes = Json.object().arrayNode();
    List<String> lines = new ArrayList<>();
    List<String> one = new ArrayList<>();
    conflicts.forEach(
        (owner, fields) -> {
          lines.add("conflicts with " + owner.shown() + ":");
          fields.forEach(
              path -> {
                StringBuilder at = new StringBuilder();
                path.forEach(at::append);
                causes
                    .addObject()
                    .put("reason", "FieldManagerConflict")
                    .put("message", "conflict with " + owner.shown())
                    .put("field", at.toString());
                lines.add("- " + at);
                one.add("conflict with " + owner.shown() + ": " + at);
              });
        });
    String message =
        one.size() == 1
            ? "Apply failed with 1 conflict: " + one.get(0)
            : "Apply failed with " + one.size() + " conflicts: " + String.join("\n", lines);
    return Failures.applyConflict(message, causes);
  }
}
