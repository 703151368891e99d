package dev.tenon.local.api.gc;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tenon.local.api.json.Json;
import dev.tenon.local.api.kinds.GroupResource;
import dev.tenon.local.api.storage.Change;
import dev.tenon.local.api.storage.Stale;
import dev.tenon.local.api.storage.Stored;
import dev.tenon.local.api.verbs.Backend;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeParseException;

/** Forgets events an hour after they were last written, as a cluster does by default. */
final class EventKeeper implements Keeper {
  static final Duration KEPT = Duration.ofHours(1);
  private static final GroupResource EVENTS = new GroupResource("", "events");

  private final Backend backend;

  EventKeeper(Backend backend) {
    this.backend = backend;
  }

  @Override
  public void changed(GroupResource id, Change change) {
    // only time makes an event old
  }

  @Override
  public void resync() {
    Instant oldest = Instant.now(backend.clock()).minus(KEPT);
    for (Stored event : backend.store().list(EVENTS, "").objects()) {
      if (lastWritten(event.object()).isBefore(oldest)) {
        try {
          backend.store().delete(EVENTS, event.object().deepCopy(), event.revision());
        } catch (Stale e) {
          // written again just now
        }
      }
    }
  }

  private static Instant lastWritten(JsonNode event) {
    Instant last = instant(Json.meta(event, "creationTimestamp"));
    for (JsonNode owner : event.path("metadata").path("managedFields")) {
      Instant time = instant(Json.string(owner, "time"));
      last = time.isAfter(last) ? time : last;
    }
    Instant seen = instant(Json.string(event, "lastTimestamp"));
    return seen.isAfter(last) ? seen : last;
  }

  private static Instant instant(String text) {
    try {
      return text.isEmpty() ? Instant.EPOCH : Instant.parse(text);
    } catch (DateTimeParseException e) {
      return Instant.EPOCH;
    }
  }
}
