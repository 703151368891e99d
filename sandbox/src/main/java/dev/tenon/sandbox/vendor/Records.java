package dev.tenon.sandbox.vendor;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tenon.sandbox.config.CollectionConfig;
import dev.tenon.sandbox.config.CollectionConfig.Operation;
import dev.tenon.sandbox.exchange.Answer;
import dev.tenon.sandbox.exchange.Request;
import java.io.IOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;

/** A collection's part of the API: create, look up, list, search, update, upsert, delete. */
final class Records implements Endpoint {
  private static final ObjectReader JSON = new ObjectMapper().readerFor(JsonNode.class);

  private final CollectionConfig config;
  private final Style style;
  private final SandboxClock clock;
  private final Store store;
  private final Pages pages;
  private final Growth growth;

  Records(CollectionConfig config, Style style, SandboxClock clock, int bound, long seed) {
    this.config = config;
    this.style = style;
    this.clock = clock;
    this.store = new Store(config, bound, seed);
    this.pages = new Pages(config);
    this.growth = new Growth(config, store, seed);
    reset();
  }

  CollectionConfig config() {
    return config;
  }

  Store store() {
    return store;
  }

  /** As it was at the start. */
  void reset() {
    store.clear();
    config.records().forEach(record -> store.create(record.deepCopy(), clock.now()));
    growth.begin(clock.millis());
  }

  /** Lets come what has become due. */
  void grow() {
    growth.until(clock.millis());
  }

  @Override
  public Optional<Handled> handle(Request request) {
    boolean search =
        request.path().equals(config.search()) && config.allow().contains(Operation.Search);
    if (!search && !request.isBelow(config.path())) {
      return Optional.empty();
    }
    grow();
    if (search) {
      return Optional.of(
          request.method().equals("POST") ? read(search(request)) : notAllowed("POST"));
    }
    List<String> below = request.segmentsBelow(config.path());
    return switch (below.size()) {
      case 0 -> Optional.of(whole(request));
      case 1 -> Optional.of(one(request, below.get(0)));
      case 2 ->
          config.externalIds().contains(below.get(0))
              ? Optional.of(external(request, below.get(0), below.get(1)))
              : Optional.empty();
      default -> Optional.empty();
    };
  }

  private Handled whole(Request request) {
    if (request.method().equals("POST") && config.allow().contains(Operation.Create)) {
      return create(request);
    } else if (isGet(request) && config.allow().contains(Operation.List)) {
      try {
        return read(
            pages.answer(request, visible(), Query.ofParameters(config, request.parameters())));
      } catch (Query.Unclear e) {
        return read(style.error(400, "bad_request", e.getMessage()));
      }
    }
    return notAllowed(allowed(Operation.List, "GET", Operation.Create, "POST"));
  }

  private Handled one(Request request, String id) {
    Optional<Stored> stored = store.get(id);
    if (isGet(request) && config.allow().contains(Operation.Get)) {
      return seen(id, stored.map(s -> Answer.json(200, s.document)).orElseGet(() -> unknown(id)));
    }
    boolean patch = request.method().equals("PATCH");
    if ((patch || request.method().equals("PUT")) && config.allow().contains(Operation.Update)) {
      return stored.map(s -> update(request, s, patch)).orElseGet(() -> touched(id, unknown(id)));
    } else if (request.method().equals("DELETE") && config.allow().contains(Operation.Delete)) {
      stored.ifPresent(store::remove);
      return touched(id, stored.map(s -> Answer.empty(204)).orElseGet(() -> unknown(id)));
    }
    return notAllowed(
        allowed(Operation.Get, "GET", Operation.Update, "PATCH, PUT", Operation.Delete, "DELETE"));
  }

  private Handled update(Request request, Stored stored, boolean patch) {
    Optional<ObjectNode> body = body(request);
    if (body.isEmpty()) {
      return touched(stored.id, noObject());
    } else if (patch) {
      store.change(stored, body.get(), clock.now());
    } else {
      store.replace(stored, body.get(), clock.now());
    }
    return touched(stored.id, style.updated(stored.document));
  }

  private Handled external(Request request, String field, String value) {
    Optional<Stored> stored = store.byExternal(field, value);
    if (isGet(request) && config.allow().contains(Operation.Get)) {
      return seen(
          stored.map(s -> s.id).orElse(value),
          stored.map(s -> Answer.json(200, s.document)).orElseGet(() -> unknown(value)));
    } else if (!request.method().equals("PATCH") || !config.allow().contains(Operation.Upsert)) {
      return notAllowed(allowed(Operation.Get, "GET", Operation.Upsert, "PATCH"));
    }
    Optional<ObjectNode> body = body(request);
    if (body.isEmpty()) {
      return touched(field + "=" + value, noObject());
    }
    ObjectNode changes = body.get().put(field, value);
    if (stored.isPresent()) {
      store.change(stored.get(), changes, clock.now());
      return touched(
          field + "=" + value,
          style.upserted(stored.get().document, stored.get().document.get(config.id()), false));
    }
    changes.remove(config.id());
    Stored created = store.create(changes, clock.now());
    return touched(
        field + "=" + value,
        style.upserted(created.document, created.document.get(config.id()), true));
  }

  private Handled create(Request request) {
    Optional<ObjectNode> body = body(request);
    if (body.isEmpty()) {
      return write(noObject());
    }
    for (String field : config.required()) {
      if (!body.get().hasNonNull(field) && !body.get().path("properties").hasNonNull(field)) {
        return write(style.invalid("Required field is missing: " + field));
      }
    }
    String given = body.get().path(config.id()).asText("");
    if (store.get(given).isPresent()) {
      return touched(given, style.error(409, "conflict", "there is a record with the id " + given));
    }
    Stored created = store.create(body.get(), clock.now());
    String location =
        request.base()
            + config.path()
            + "/"
            + URLEncoder.encode(created.id, StandardCharsets.UTF_8).replace("+", "%20");
    return touched(
        created.id, style.created(created.document, created.document.get(config.id()), location));
  }

  private Answer search(Request request) {
    Optional<ObjectNode> body = body(request);
    if (body.isEmpty()) {
      return noObject();
    }
    try {
      return pages.answer(request, visible(), Query.ofSearch(config, body.get()));
    } catch (Query.Unclear e) {
      return style.error(400, "bad_request", e.getMessage());
    }
  }

  /** What lists show: a change is invisible for as long as the index lags. */
  private List<Stored> visible() {
    long until = clock.millis() - config.lag().toMillis();
    boolean all = config.lag().isZero();
    List<Stored> visible = new ArrayList<>(store.size());
    for (Stored stored : store.all()) {
      if (all || stored.updated <= until) {
        visible.add(stored);
      }
    }
    return visible;
  }

  private static boolean isGet(Request request) {
    return request.method().equals("GET") || request.method().equals("HEAD");
  }

  private static Optional<ObjectNode> body(Request request) {
    try {
      return JSON.readTree(request.body()) instanceof ObjectNode object
          ? Optional.of(object)
          : Optional.empty();
    } catch (IOException e) {
      return Optional.empty();
    }
  }

  private Handled read(Answer answer) {
    return new Handled(answer, config.name(), false);
  }

  private Handled write(Answer answer) {
    return new Handled(answer, config.name(), true);
  }

  private Handled seen(String id, Answer answer) {
    return new Handled(answer, config.name() + "/" + id, false);
  }

  private Handled touched(String id, Answer answer) {
    return new Handled(answer, config.name() + "/" + id, true);
  }

  private Answer noObject() {
    return style.error(400, "bad_request", "the body is no JSON object");
  }

  private Answer unknown(String id) {
    return style.error(404, "not_found", "there is no " + config.name() + " " + id);
  }

  private String allowed(Object... operationsAndMethods) {
    TreeSet<String> methods = new TreeSet<>();
    for (int i = 0; i < operationsAndMethods.length; i += 2) {
      if (config.allow().contains((Operation) operationsAndMethods[i])) {
        methods.add((String) operationsAndMethods[i + 1]);
      }
    }
    return String.join(", ", methods);
  }

  private Handled notAllowed(String methods) {
    return read(
        style
            .error(405, "method_not_allowed", "only " + methods + " is possible here")
            .with("Allow", methods));
  }

  /**
   * Adds or replaces a record from outside the API, as somebody working in the vendor's own pages
   * would.
   */
  ObjectNode put(ObjectNode document) {
    Optional<Stored> old =
        Optional.ofNullable(document.get(config.id())).map(JsonNode::asText).flatMap(store::get);
    if (old.isPresent()) {
      store.change(old.get(), document.deepCopy(), clock.now());
      return old.get().document.deepCopy();
    }
    return store.create(document.deepCopy(), clock.now()).document.deepCopy();
  }

  /** All records, oldest first. */
  ArrayNode all() {
    grow();
    ArrayNode all = JsonNodeFactory.instance.arrayNode();
    store.all().forEach(stored -> all.add(stored.document.deepCopy()));
    return all;
  }
}
