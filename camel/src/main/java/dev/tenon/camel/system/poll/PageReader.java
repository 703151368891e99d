package dev.tenon.camel.system.poll;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tenon.camel.JqProgram;
import dev.tenon.camel.MappingFailed;
import dev.tenon.camel.system.transport.Target;
import dev.tenon.plan.Call;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.apache.camel.Exchange;

/** What a call finds in a page: items, their places in the order, and where the next page is. */
final class PageReader {
  private final Optional<JqProgram> items;
  private final Optional<JqProgram> next;
  private final Optional<JqProgram> checkpoint;
  private final Target target;

  /**
   * @throws IllegalArgumentException if one of the programs is not jq
   */
  PageReader(String call, Call.Poll poll, Target target) {
    this.items = compile("the items of " + call, poll.items());
    this.next = compile("the next of " + call, poll.next());
    this.checkpoint = compile("the checkpoint of " + call, poll.checkpoint());
    this.target = target;
  }

  private static Optional<JqProgram> compile(String what, Optional<String> program) {
    return program.map(text -> JqProgram.compile(what, text));
  }

  /** Where the next page is. */
  sealed interface Next {}

  /** There is none. */
  record Last() implements Next {}

  /** At the same place, with this value. */
  record Value(JsonNode value) implements Next {}

  /** At another path and query of the same origin. */
  record Place(String requestTarget) implements Next {}

  /** Whether the call has checkpoints. */
  boolean hasCheckpoints() {
    return checkpoint.isPresent();
  }

  /**
   * The items of a page: the elements of the one array that the program yields, else each of its
   * results. Without a program the page itself.
   */
  List<JsonNode> items(Exchange exchange, JsonNode page, Map<String, JsonNode> variables)
      throws PassFailed {
    List<JsonNode> results =
        items.isPresent() ? evaluate(items.get(), exchange, page, variables) : List.of(page);
    if (results.size() != 1) {
      return results;
    }
    JsonNode only = results.get(0);
    if (only.isNull() || only.isMissingNode()) {
      return List.of();
    }
    if (!only.isArray()) {
      return results;
    }
    List<JsonNode> elements = new ArrayList<>(only.size());
    only.forEach(elements::add);
    return elements;
  }

  /** The place of an item in the order that the System is read by; empty where it has none. */
  Optional<JsonNode> checkpoint(Exchange exchange, JsonNode item, Map<String, JsonNode> variables) {
    if (checkpoint.isEmpty()) {
      return Optional.empty();
    }
    try {
      return checkpoint.get().evaluate(exchange, item, variables).stream()
          .findFirst()
          .filter(CheckpointOrder::isValue);
    } catch (MappingFailed e) {
      // one odd item must not block all others; a program that fits none is seen after the pass
      return Optional.empty();
    }
  }

  /**
   * Where the next page is.
   *
   * @throws PassFailed if that is another origin, to which no credentials may go
   */
  Next next(Exchange exchange, JsonNode page, Map<String, JsonNode> variables) throws PassFailed {
    if (next.isEmpty()) {
      return new Last();
    }
    List<JsonNode> results = evaluate(next.get(), exchange, page, variables);
    if (results.size() > 1) {
      throw new PassFailed("its next yields several results, not one");
    }
    if (results.isEmpty() || isEnd(results.get(0))) {
      return new Last();
    }
    JsonNode value = results.get(0);
    return value.isTextual() && isUrl(value.textValue())
        ? place(value.textValue())
        : new Value(value);
  }

  private static boolean isEnd(JsonNode value) {
    return value.isNull()
        || value.isMissingNode()
        || (value.isBoolean() && !value.booleanValue())
        || (value.isTextual() && value.textValue().isEmpty());
  }

  private static boolean isUrl(String text) {
    String lower = text.toLowerCase(Locale.ROOT);
    return lower.startsWith("http://") || lower.startsWith("https://");
  }

  private Place place(String url) throws PassFailed {
    Target other;
    try {
      other = Target.parse(url);
    } catch (IllegalArgumentException e) {
      throw new PassFailed("its next page's URL cannot be used");
    }
    if (!other.sameOrigin(target)) {
      throw new PassFailed(
          "its next page is at another origin, to which its credentials must not go");
    }
    URI uri = URI.create(url);
    String path = uri.getRawPath() == null || uri.getRawPath().isEmpty() ? "/" : uri.getRawPath();
    return new Place(path + (uri.getRawQuery() == null ? "" : "?" + uri.getRawQuery()));
  }

  private static List<JsonNode> evaluate(
      JqProgram program, Exchange exchange, JsonNode page, Map<String, JsonNode> variables)
      throws PassFailed {
    try {
      return program.evaluate(exchange, page, variables);
    } catch (MappingFailed e) {
      throw new PassFailed(e.getMessage());
    }
  }
}
