package dev.tenon.camel;

import dev.tenon.camel.state.Inbox;
import java.time.Duration;

/** Hears of deliveries by inboxes; one may be bound in a context's registry. It must not block. */
@FunctionalInterface
public interface DeliveryListener {
  /** A message was delivered, so long after it was accepted. */
  void delivered(Inbox inbox, Duration since);
}
