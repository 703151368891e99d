package dev.tenon.camel.system.poll;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.LongNode;
import com.fasterxml.jackson.databind.node.NullNode;
import com.fasterxml.jackson.databind.node.TextNode;
import dev.tenon.camel.RequestRefused;
import dev.tenon.camel.SystemUnavailable;
import dev.tenon.camel.system.guard.Stop;
import dev.tenon.camel.system.http.AnswerMessage;
import dev.tenon.camel.system.http.HttpSystem;
import dev.tenon.camel.system.http.RequestTemplate;
import dev.tenon.camel.system.transport.Answer;
import dev.tenon.plan.Call;
import java.io.IOException;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import org.apache.camel.Exchange;

/**
 * One pass over a System: all pages from the checkpoint on, every item handed on. The checkpoint
 * moves when the pass is complete, and with a System that sorts after each page; until then a crash
 * reads again what was read, and the inbox knows the keys.
 */
final class PollPass {
  /** A System that never ends its pages is broken, or the call's {@code next} is. */
  private static final int MAX_PAGES = 10_000;

  private static final JsonMapper JSON = new JsonMapper();

  private final HttpSystem http;
  private final RequestTemplate template;
  private final String call;
  private final Call.Poll poll;
  private final PageReader reader;
  private final PassRecord record;
  private final Supplier<Exchange> exchanges;
  private final Items items;

  /** Takes items. */
  @FunctionalInterface
  interface Items {
    /**
     * Hands one on.
     *
     * @return why it could not be handed on
     */
    Optional<String> take(Object item);
  }

  /**
   * @param exchanges makes an exchange without a body, for expressions
   */
  PollPass(
      HttpSystem http,
      RequestTemplate template,
      String call,
      Call.Poll poll,
      PageReader reader,
      PassRecord record,
      Supplier<Exchange> exchanges,
      Items items) {
    this.http = http;
    this.template = template;
    this.call = call;
    this.poll = poll;
    this.reader = reader;
    this.record = record;
    this.exchanges = exchanges;
    this.items = items;
  }

  /**
   * Reads all pages.
   *
   * @param stop ends it between two items, and a request under way
   * @throws PassFailed if it did not come to its end
   */
  void run(Stop stop) throws SystemUnavailable, RequestRefused, PassFailed {
    new Reading(stop).run();
  }

  /** What a pass knows as it goes. */
  private final class Reading {
    private final Stop stop;
    private final Exchange exchange = exchanges.get();
    private final Optional<JsonNode> stored = record.checkpoint();
    private final Set<String> seen = new HashSet<>();
    private final JsonNode from;
    private Optional<JsonNode> greatest;
    private Optional<JsonNode> written;
    private JsonNode next = NullNode.getInstance();
    private long handedOn;
    private boolean placed;

    Reading(Stop stop) throws PassFailed {
      this.stop = stop;
      this.greatest = stored;
      this.written = stored;
      this.from =
          stored.isPresent()
              ? overlapping(stored.get())
              : poll.from().map(PollPass::literal).orElse(NullNode.getInstance());
    }

    void run() throws SystemUnavailable, RequestRefused, PassFailed {
      Optional<String> place = Optional.empty();
      for (int pages = 1; ; pages++) {
        JsonNode page = read(place);
        for (JsonNode item : reader.items(exchange, page, variables())) {
          handOn(item);
        }
        if (poll.ascending()) {
          move();
        }
        PageReader.Next follows = reader.next(exchange, page, variables());
        if (follows instanceof PageReader.Last) {
          break;
        }
        if (pages == MAX_PAGES) {
          throw new PassFailed("there are more than " + MAX_PAGES + " pages");
        }
        if (follows instanceof PageReader.Value value) {
          next = value.value();
          place = Optional.empty();
        } else if (follows instanceof PageReader.Place at) {
          place = Optional.of(at.requestTarget());
        }
        if (!seen.add(place.orElse("") + " " + next)) {
          throw new PassFailed("its pages go round in a circle: a next page came again");
        }
      }
      if (handedOn > 0 && reader.hasCheckpoints() && !placed) {
        throw new PassFailed(
            "its checkpoint yields a text or a number for none of " + handedOn + " items");
      }
      move();
    }

    private JsonNode read(Optional<String> place)
        throws SystemUnavailable, RequestRefused, PassFailed {
      String key = http.key(exchange, call);
      Answer answer =
          http.call(
              () ->
                  place.isPresent()
                      ? template.make(exchange, variables(), key, place.get())
                      : template.make(exchange, variables(), key),
              stop,
              stop);
      // for a next page that a header names
      AnswerMessage.set(exchange, answer);
      exchange.getMessage().setBody(null);
      try {
        JsonNode page = JSON.readTree(answer.body());
        return page.isMissingNode() ? NullNode.getInstance() : page;
      } catch (IOException e) {
        throw new PassFailed("its answer is not JSON");
      }
    }

    private void goOn() throws PassFailed {
      if (stop.asked()) {
        throw new PassFailed("it was stopped");
      }
    }

    private void handOn(JsonNode item) throws PassFailed {
      goOn();
      Optional<JsonNode> at = reader.checkpoint(exchange, item, variables());
      Optional<String> failure = items.take(item);
      if (failure.isPresent()) {
        throw new PassFailed("an item could not be handed on: " + failure.get());
      }
      handedOn++;
      if (at.isPresent()) {
        placed = true;
        greatest =
            Optional.of(
                greatest.isPresent()
                    ? CheckpointOrder.greater(greatest.get(), at.get())
                    : at.get());
      }
    }

    /** Not when stopped: the turn may be another's, or somebody sets the checkpoint back. */
    private void move() throws PassFailed {
      goOn();
      if (greatest.isPresent() && !greatest.equals(written)) {
        record.checkpoint(greatest.get());
        written = greatest;
      }
    }

    private Map<String, JsonNode> variables() {
      return Map.of("checkpoint", from, "next", next);
    }

    private JsonNode overlapping(JsonNode checkpoint) throws PassFailed {
      return poll.overlap().isPresent()
          ? CheckpointOrder.before(checkpoint, poll.overlap().get())
          : checkpoint;
    }
  }

  /** What {@code from} states: a number where it is one, else text. */
  private static JsonNode literal(String from) {
    return from.matches("-?(0|[1-9][0-9]{0,17})")
        ? new LongNode(Long.parseLong(from))
        : new TextNode(from);
  }
}
