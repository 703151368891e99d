package dev.tenon.local.api.fields;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tenon.local.api.json.Json;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** Who owns what of one object: {@code managedFields}, read, changed and written again. */
final class Ownership {
  /** How many updaters are told apart; older ones are merged into one entry. */
  private static final int MOST_UPDATERS = 10;

  /**
   * One owner's share: the fields, the version they are named in, and when it last changed them.
   */
  record Share(FieldSet fields, String apiVersion, String time) {
    Share with(FieldSet others) {
      return new Share(others, apiVersion, time);
    }
  }

  private final TreeMap<Owner, Share> shares = new TreeMap<>();

  /**
   * Reads; entries that cannot be read make the whole ownership empty, as the API server has it.
   */
  static Ownership read(JsonNode managedFields) {
    Ownership out = new Ownership();
    for (JsonNode entry : managedFields) {
      String operation = Json.string(entry, "operation");
      boolean known = operation.equals("Apply") || operation.equals("Update");
      if (!known
          || Json.string(entry, "apiVersion").isEmpty()
          || !Json.string(entry, "fieldsType").equals("FieldsV1")) {
        return new Ownership();
      }
      out.shares.put(
          Owner.of(entry),
          new Share(
              FieldSet.parse(entry.path("fieldsV1")),
              Json.string(entry, "apiVersion"),
              Json.string(entry, "time")));
    }
    return out;
  }

  Ownership copy() {
    Ownership out = new Ownership();
    out.shares.putAll(shares);
    return out;
  }

  boolean isEmpty() {
    return shares.isEmpty();
  }

  Map<Owner, Share> shares() {
    return shares;
  }

  Optional<FieldSet> of(Owner owner) {
    return Optional.ofNullable(shares.get(owner)).map(Share::fields);
  }

  /** Sets an owner's share; an empty one is dropped. */
  void put(Owner owner, FieldSet fields, String apiVersion, String time) {
    if (fields.isEmpty()) {
      shares.remove(owner);
    } else {
      shares.put(owner, new Share(fields, apiVersion, time));
    }
  }

  /** Takes fields away from one owner. */
  void take(Owner owner, FieldSet fields) {
    shares.computeIfPresent(
        owner,
        (o, share) -> {
          FieldSet left = share.fields().minus(fields);
          return left.isEmpty() ? null : share.with(left);
        });
  }

  /** All fields that anybody owns. */
  FieldSet all() {
    return shares.values().stream().map(Share::fields).reduce(new FieldSet(), FieldSet::union);
  }

  /**
   * Merges the oldest updaters, so that an object with many writers does not grow without bound.
   */
  void mergeOldUpdaters() {
    List<Map.Entry<Owner, Share>> updaters = new ArrayList<>();
    shares
        .entrySet()
        .forEach(
            entry -> {
              if (!entry.getKey().applied()) {
                updaters.add(Map.entry(entry.getKey(), entry.getValue()));
              }
            });
    int excess = updaters.size() - MOST_UPDATERS;
    if (excess <= 0) {
      return;
    }
    updaters.sort(
        Comparator.comparing((Map.Entry<Owner, Share> entry) -> entry.getValue().time())
            .thenComparing(entry -> entry.getKey().name()));
    for (Map.Entry<Owner, Share> old : updaters.subList(0, excess + 1)) {
      Owner ancient = Owner.updater("ancient-changes", old.getKey().apiVersion(), "");
      Share share = shares.remove(old.getKey());
      if (share != null) {
        Share known = shares.get(ancient);
        FieldSet fields = known == null ? share.fields() : share.fields().union(known.fields());
        shares.put(ancient, new Share(fields, share.apiVersion(), share.time()));
      }
    }
  }

  /** Writes; empty where nobody owns anything. */
  Optional<ArrayNode> toJson() {
    if (shares.isEmpty()) {
      return Optional.empty();
    }
    List<ObjectNode> entries = new ArrayList<>();
    shares.forEach(
        (owner, share) -> {
          ObjectNode entry = Json.object();
          entry
              .put("manager", owner.name())
              .put("operation", owner.applied() ? "Apply" : "Update")
              .put("apiVersion", share.apiVersion());
          if (!share.time().isEmpty()) {
            entry.put("time", share.time());
          }
          entry.put("fieldsType", "FieldsV1").set("fieldsV1", share.fields().toJson());
          if (!owner.subresource().isEmpty()) {
            entry.put("subresource", owner.subresource());
          }
          entries.add(entry);
        });
    entries.sort(
        Comparator.comparing((ObjectNode e) -> Json.string(e, "operation"))
            .thenComparing(e -> Json.string(e, "time"))
            .thenComparing(e -> Json.string(e, "manager"))
            .thenComparing(e -> Json.string(e, "apiVersion"))
            .thenComparing(e -> Json.string(e, "subresource")));
    ArrayNode out = Json.object().arrayNode();
    out.addAll(entries);
    return Optional.of(out);
  }
}
