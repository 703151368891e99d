package dev.tenon.sandbox.vendor;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tenon.sandbox.config.CollectionConfig;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.UUID;

/** The records of a collection, by id and by external ids, oldest first, within a bound. */
final class Store {
  private static final DateTimeFormatter MILLIS =
      DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSS'Z'");
  private static final DateTimeFormatter SECONDS =
      DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss'Z'");

  private final CollectionConfig config;
  private final int bound;
  private final LinkedHashMap<String, Stored> records = new LinkedHashMap<>();

  /** For each external id's field: its values and the ids that have them. */
  private final Map<String, Map<String, String>> external = new HashMap<>();

  private SplittableRandom random;
  private final long seed;
  private long numbered;
  private long dropped;

  Store(CollectionConfig config, int bound, long seed) {
    this.config = config;
    this.bound = bound;
    this.seed = seed;
    clear();
  }

  void clear() {
    records.clear();
    external.clear();
    config.externalIds().forEach(field -> external.put(field, new HashMap<>()));
    random = new SplittableRandom(seed);
    numbered = 0;
    dropped = 0;
  }

  Collection<Stored> all() {
    return records.values();
  }

  int size() {
    return records.size();
  }

  long dropped() {
    return dropped;
  }

  Optional<Stored> get(String id) {
    return Optional.ofNullable(records.get(id));
  }

  Optional<Stored> byExternal(String field, String value) {
    return Optional.ofNullable(external.get(field))
        .map(values -> values.get(value))
        .flatMap(this::get);
  }

  /** Adds a record; one without an id gets one. The document's id must be free. */
  Stored create(ObjectNode document, Instant at) {
    numbered++;
    JsonNode given = document.get(config.id());
    JsonNode id = given == null || given.isNull() ? newId() : given;
    ObjectNode whole = JsonNodeFactory.instance.objectNode();
    whole.set(config.id(), id);
    whole.setAll(document);
    whole.set(config.id(), id);
    if (!whole.hasNonNull(config.created())) {
      stamp(whole, config.created(), at);
    }
    boolean dated = whole.hasNonNull(config.updated());
    if (!dated) {
      stamp(whole, config.updated(), at);
    }
    Stored stored =
        new Stored(
            id.asText(),
            numbered,
            whole,
            dated ? Values.instant(whole.get(config.updated()), at) : at.toEpochMilli());
    records.put(stored.id, stored);
    index(stored);
    if (records.size() > bound) {
      remove(records.values().iterator().next());
      dropped++;
    }
    return stored;
  }

  /** Puts changes into a record: mappings are merged, everything else is replaced. */
  void change(Stored stored, ObjectNode changes, Instant at) {
    unindex(stored);
    JsonNode id = stored.document.get(config.id());
    JsonNode created = stored.document.get(config.created());
    merge(stored.document, changes);
    stored.document.set(config.id(), id);
    stored.document.set(config.created(), created);
    touch(stored, at);
  }

  /** Puts another document in a record's place. */
  void replace(Stored stored, ObjectNode document, Instant at) {
    unindex(stored);
    JsonNode id = stored.document.get(config.id());
    JsonNode created = stored.document.get(config.created());
    stored.document.removeAll();
    stored.document.set(config.id(), id);
    stored.document.setAll(document);
    stored.document.set(config.id(), id);
    stored.document.set(config.created(), created);
    touch(stored, at);
  }

  private void touch(Stored stored, Instant at) {
    stamp(stored.document, config.updated(), at);
    stored.updated = at.toEpochMilli();
    index(stored);
  }

  void remove(Stored stored) {
    unindex(stored);
    records.remove(stored.id);
  }

  /** Always with the same digits, so that stamps compare as text, too. */
  private void stamp(ObjectNode document, String field, Instant at) {
    DateTimeFormatter format =
        config.precision() == CollectionConfig.Precision.Seconds ? SECONDS : MILLIS;
    document.put(field, format.format(at.atOffset(ZoneOffset.UTC)));
  }

  private JsonNode newId() {
    JsonNodeFactory json = JsonNodeFactory.instance;
    if (config.ids() == CollectionConfig.Ids.Uuid) {
      return json.textNode(
          new UUID(
                  random.nextLong() & ~0xF000L | 0x4000L,
                  random.nextLong() & ~(3L << 62) | 1L << 63)
              .toString());
    }
    while (records.containsKey(Long.toString(numbered))) {
      numbered++; // a record brought this id itself
    }
    return config.ids() == CollectionConfig.Ids.Number
        ? json.numberNode(numbered)
        : json.textNode(Long.toString(numbered));
  }

  private void index(Stored stored) {
    external.forEach(
        (field, values) -> {
          JsonNode value = stored.document.get(field);
          if (value != null && !value.isNull()) {
            values.put(value.asText(), stored.id);
          }
        });
  }

  private void unindex(Stored stored) {
    external.forEach(
        (field, values) -> {
          JsonNode value = stored.document.get(field);
          if (value != null) {
            values.remove(value.asText(), stored.id);
          }
        });
  }

  private static void merge(ObjectNode into, ObjectNode changes) {
    changes
        .fields()
        .forEachRemaining(
            change -> {
              if (change.getValue() instanceof ObjectNode inner
                  && into.get(change.getKey()) instanceof ObjectNode old) {
                merge(old, inner);
              } else {
                into.set(change.getKey(), change.getValue());
              }
            });
  }
}
