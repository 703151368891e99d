package dev.tenon.local.admission;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tenon.api.WellKnown;
import dev.tenon.engine.estate.IndexedEstate;
import dev.tenon.engine.quota.Ledger;
import dev.tenon.operator.admission.KindReader;
import dev.tenon.plan.Ref;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The estate as it is stored at this moment, not as watches will have it a moment later: so that
 * whoever writes one object after another is judged by all that he has written. What is stored is
 * only noted by its writer, and read when somebody asks.
 */
final class StoredEstate {
  private static final Logger LOG = LoggerFactory.getLogger(StoredEstate.class);
  private static final String NAMESPACES = "namespaces";

  private final IndexedEstate estate = new IndexedEstate();
  private final Ledger ledger = new Ledger(estate);
  private final KindReader reader = new KindReader();
  private final Object noting = new Object();
  private Map<Key, Optional<ObjectNode>> noted = new LinkedHashMap<>();

  private record Key(String resource, String namespace, String name) {}

  IndexedEstate estate() {
    return estate;
  }

  Ledger ledger() {
    return ledger;
  }

  /** Notes what is stored now; quick, and called in the order of the changes. */
  void note(String group, String resource, ObjectNode object, boolean gone) {
    boolean ours =
        group.equals(WellKnown.GROUP)
            ? reader.kind(resource).isPresent()
            : namespace(group, resource);
    if (!ours) {
      return;
    }
    JsonNode metadata = object.path("metadata");
    Key key =
        new Key(resource, metadata.path("namespace").asText(), metadata.path("name").asText());
    synchronized (noting) {
      noted.put(key, gone ? Optional.empty() : Optional.of(object));
    }
  }

  private static boolean namespace(String group, String resource) {
    return group.isEmpty() && resource.equals(NAMESPACES);
  }

  /** When this returns, the estate has everything that was noted before the call. */
  synchronized void catchUp() {
    Map<Key, Optional<ObjectNode>> news;
    synchronized (noting) {
      if (noted.isEmpty()) {
        return;
      }
      news = noted;
      noted = new LinkedHashMap<>();
    }
    news.forEach(this::apply);
  }

  private void apply(Key key, Optional<ObjectNode> object) {
    if (key.resource().equals(NAMESPACES)) {
      object.ifPresentOrElse(
          it -> estate.putNamespace(key.name(), labels(it)),
          () -> estate.removeNamespace(key.name()));
      return;
    }
    Ref ref = new Ref(reader.kind(key.resource()).orElseThrow(), key.namespace(), key.name());
    if (object.isEmpty()) {
      estate.remove(ref);
      return;
    }
    try {
      estate.put(reader.read(key.resource(), object.get()));
    } catch (KindReader.Unreadable e) {
      // stored before its schema was what it is now: as if it were not there
      LOG.warn("{} cannot be read: {}", ref, e.getMessage());
      estate.remove(ref);
    }
  }

  private static Map<String, String> labels(ObjectNode namespace) {
    Map<String, String> labels = new HashMap<>();
    namespace
        .path("metadata")
        .path("labels")
        .fields()
        .forEachRemaining(label -> labels.put(label.getKey(), label.getValue().asText()));
    return labels;
  }
}
