package dev.tenon.camel.inbox;

import dev.tenon.camel.MessageRefused;
import dev.tenon.camel.PlanRuntime;
import dev.tenon.camel.state.Content;
import dev.tenon.camel.state.Inbox;
import dev.tenon.camel.state.Messages.Hand;
import dev.tenon.camel.state.Messages.Incoming;
import dev.tenon.camel.state.Messages.Stored;
import dev.tenon.camel.state.StateStore;
import dev.tenon.plan.Call;
import java.time.Instant;
import java.util.Optional;
import java.util.OptionalLong;
import org.apache.camel.Exchange;
import org.apache.camel.support.DefaultProducer;

/**
 * Stores a message, unless its key is known, and returns when it is committed. A message that can
 * never be delivered (no usable key, too large) is refused where somebody waits for the answer, and
 * becomes a dead letter at once where nobody does: a bad item must not stop a poll.
 */
final class InboxProducer extends DefaultProducer {
  private final PlanRuntime runtime;
  private final StateStore store;
  private final Inbox inbox;
  private final MessageKey key;
  private final boolean ordered;

  InboxProducer(InboxEndpoint endpoint, PlanRuntime runtime, Call.Put put) {
    super(endpoint);
    this.runtime = runtime;
    this.store = runtime.requireState();
    this.inbox = new Inbox(runtime.of(), put.inbox());
    this.key = new MessageKey(put.inbox(), put.key());
    this.ordered =
        runtime.plan().calls().values().stream()
            .anyMatch(
                call ->
                    call instanceof Call.Take take
                        && take.inbox().equals(put.inbox())
                        && take.ordered());
  }

  @Override
  public void process(Exchange exchange) throws MessageRefused {
    Content content = Content.NONE;
    String name = "";
    try {
      content = StoredContent.of(exchange);
      name = key.of(exchange);
      if (content.size() > StoredContent.MAX_BYTES) {
        long size = content.size();
        content = Content.NONE;
        throw new MessageRefused(
            "the message has "
                + size
                + " bytes, and inbox "
                + inbox.name()
                + " takes at most "
                + StoredContent.MAX_BYTES
                + " with headers",
            true);
      }
    } catch (MessageRefused e) {
      refuse(exchange, name, content, e);
      return;
    }
    store(new Incoming(inbox, name, runtime.clock().instant(), content));
  }

  private void refuse(Exchange exchange, String name, Content content, MessageRefused why)
      throws MessageRefused {
    if (exchange.getPattern().isOutCapable()) {
      throw why;
    }
    Instant now = runtime.clock().instant();
    String stored = name.isEmpty() ? MessageKey.ofContent(content.body()) : name;
    Content fitting = content.size() > StoredContent.MAX_BYTES ? Content.NONE : content;
    store
        .messages()
        .bury(
            new Incoming(inbox, stored, now, fitting),
            why.getMessage(),
            now.plus(Lane.DEAD_LETTERS));
  }

  private void store(Incoming message) {
    if (ordered) {
      store
          .messages()
          .put(message, Hand.IN_ORDER)
          .ifPresent(id -> Deliveries.lane(store, inbox).ifPresent(Lane::nudge));
      return;
    }
    int size = message.content().size();
    Optional<Lane> lane = Deliveries.lane(store, inbox);
    Optional<Lane> ours = lane.filter(one -> one.reserve(size));
    if (ours.isEmpty()) {
      store.messages().put(message, Hand.ANYBODY).ifPresent(id -> lane.ifPresent(Lane::nudge));
      return;
    }
    OptionalLong id = OptionalLong.empty();
    try {
      id = store.messages().put(message, Hand.MINE);
    } finally {
      if (id.isEmpty()) {
        ours.get().unreserve(size);
      }
    }
    id.ifPresent(number -> ours.get().take(stored(number, message)));
  }

  private static Stored stored(long id, Incoming message) {
    return new Stored(
        id,
        message.inbox(),
        message.key(),
        message.acceptedAt(),
        0,
        Optional.empty(),
        false,
        Optional.empty(),
        message.content());
  }
}
