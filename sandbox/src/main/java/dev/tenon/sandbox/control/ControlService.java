package dev.tenon.sandbox.control;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tenon.sandbox.config.Fault;
import dev.tenon.sandbox.config.SandboxConfig;
import dev.tenon.sandbox.exchange.Answer;
import dev.tenon.sandbox.exchange.Outcome;
import dev.tenon.sandbox.exchange.Request;
import dev.tenon.sandbox.exchange.Service;
import dev.tenon.sandbox.vendor.ReceivedRequest;
import dev.tenon.sandbox.vendor.State;
import dev.tenon.sandbox.vendor.Stop;
import dev.tenon.sandbox.vendor.VendorService;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The calls under {@code /_sandbox}, in JSON, and the page. A web page from elsewhere cannot use
 * them: its {@code Origin} is not ours, and a foreign name that leads here (DNS rebinding) is
 * refused while the sandbox listens on this machine alone.
 */
public final class ControlService implements Service {
  private final Switchboard board;
  private final Page page = new Page();

  /** Control of the vendors behind this board. */
  public ControlService(Switchboard board) {
    this.board = board;
  }

  @Override
  public Optional<Outcome> onHeaders(Request request) {
    return Optional.empty();
  }

  @Override
  public Outcome onRequest(Request request) {
    try {
      return Outcome.of(
          foreign(request).orElseGet(() -> answer(request)).with("Cache-Control", "no-store"));
    } catch (Call.Refused e) {
      return Outcome.of(error(e.status(), e.getMessage()));
    } catch (IllegalArgumentException e) {
      return Outcome.of(error(400, e.getMessage()));
    } catch (IllegalStateException e) {
      return Outcome.of(error(409, e.getMessage()));
    }
  }

  private Optional<Answer> foreign(Request request) {
    String host = request.header("Host").orElse("");
    if (board.isLocal()
        && !host.matches("(localhost|127\\.\\d{1,3}\\.\\d{1,3}\\.\\d{1,3}|\\[::1])(:\\d+)?")) {
      return Optional.of(
          error(
              403, "the sandbox listens on this machine alone; call it by 127.0.0.1 or localhost"));
    }
    Optional<String> origin = request.header("Origin");
    if (origin.isPresent()
        && !origin.get().equals("http://" + host)
        && !origin.get().equals("https://" + host)) {
      return Optional.of(error(403, "the sandbox takes no calls from pages of " + origin.get()));
    }
    return Optional.empty();
  }

  private Answer answer(Request request) {
    List<String> path = request.segments();
    boolean get = request.method().equals("GET") || request.method().equals("HEAD");
    if (path.isEmpty() || !path.get(0).equals("_sandbox")) {
      return path.isEmpty() && get
          ? page.index()
          : error(
              404,
              "there is no vendor "
                  + (path.isEmpty() ? "" : path.get(0))
                  + "; there are "
                  + names());
    }
    List<String> rest = path.subList(1, path.size());
    if (rest.isEmpty()) {
      return get ? Answer.json(200, state()) : notAllowed("GET");
    }
    Optional<VendorService> vendor = vendor(rest.get(0));
    if (vendor.isPresent()) {
      return one(request, vendor.get(), rest.subList(1, rest.size()), get);
    }
    return all(request, rest, get);
  }

  private Answer all(Request request, List<String> path, boolean get) {
    String word = path.get(0);
    Optional<Answer> asset = get && path.size() == 1 ? page.asset(word) : Optional.empty();
    if (asset.isPresent()) {
      return asset.get();
    } else if (get && word.equals("received")) {
      return Answer.json(200, received(request));
    }
    switch (word) {
      case "stop", "start", "reset", "forget", "faults" -> {
        if (get) {
          return notAllowed("POST");
        }
        List<Answer> answers =
            board.vendors().stream().map(v -> one(request, v, path, false)).toList();
        return answers.stream()
            .filter(a -> !a.successful())
            .findFirst()
            .orElseGet(() -> Answer.json(200, state()));
      }
      case "advance" -> {
        if (get) {
          return notAllowed("POST");
        }
        board.advance(Call.of(request, "by").required("by"));
        return Answer.json(200, state());
      }
      default ->
          throw new Call.Refused(
              404, "there is no vendor " + word + " and no such call; vendors are " + names());
    }
  }

  private Answer one(Request request, VendorService vendor, List<String> path, boolean get) {
    String word = path.isEmpty() ? "" : path.get(0);
    boolean post = request.method().equals("POST");
    if (word.equals("webhooks")) {
      return WebhookCalls.answer(request, board.webhooks(vendor), path, get);
    } else if (get) {
      int min = integer(request, "min", 0);
      return switch (word) {
        case "" -> Answer.json(200, state(vendor));
        case "received" -> Answer.json(200, received(request, vendor));
        case "keys" -> Answer.json(200, State.tallies(vendor.byKey().values(), min));
        case "paths" -> Answer.json(200, State.tallies(vendor.byPath().values(), min));
        case "resources" -> Answer.json(200, State.tallies(vendor.byResource().values(), min));
        case "records" -> Answer.json(200, records(vendor, path));
        default ->
            throw new Call.Refused(
                404, "a vendor has received, keys, paths, resources, records/NAME");
      };
    } else if (word.equals("faults") && request.method().equals("DELETE")) {
      clear(vendor, path);
    } else if (!post) {
      return notAllowed(word.equals("faults") ? "POST, DELETE" : "POST");
    } else {
      switch (word) {
        case "stop" ->
            board.stop(vendor, Call.of(request, "how").word("how", Stop.class, Stop.Unavailable));
        case "start" -> board.start(vendor);
        case "reset" -> board.reset(vendor);
        case "forget" -> vendor.forget();
        case "revoke" -> vendor.revoke(Call.of(request, "refresh").is("refresh"));
        case "faults" -> {
          return Answer.json(201, add(vendor, new String(request.body(), StandardCharsets.UTF_8)));
        }
        case "records" -> {
          ObjectNode record =
              vendor
                  .put(name(path), Call.object(request))
                  .orElseThrow(() -> noCollection(vendor, path));
          return Answer.json(200, record);
        }
        default ->
            throw new Call.Refused(
                404, "a vendor takes stop, start, faults, reset, forget, revoke, records/NAME");
      }
    }
    return Answer.json(200, state(vendor));
  }

  private static ArrayNode add(VendorService vendor, String text) {
    List<Fault> faults = SandboxConfig.parseFaults(text);
    if (vendor.config().port().isEmpty() && faults.stream().anyMatch(Fault::needsPort)) {
      throw new Call.Refused(
          409,
          vendor.config().name()
              + " shares its port; give it one of its own (port: 0) to reset connections");
    }
    ArrayNode added = JsonNodeFactory.instance.arrayNode();
    faults.forEach(
        fault ->
            added.addObject().put("id", vendor.add(fault).id()).put("summary", fault.summary()));
    return added;
  }

  private static void clear(VendorService vendor, List<String> path) {
    if (path.size() < 2) {
      vendor.clearFaults();
    } else if (!vendor.remove(path.get(1))) {
      throw new Call.Refused(404, "there is no fault " + path.get(1) + " at work");
    }
  }

  private static JsonNode records(VendorService vendor, List<String> path) {
    return vendor.records(name(path)).orElseThrow(() -> noCollection(vendor, path));
  }

  private static String name(List<String> path) {
    return path.size() < 2 ? "" : path.get(1);
  }

  private static Call.Refused noCollection(VendorService vendor, List<String> path) {
    return new Call.Refused(
        404, vendor.config().name() + " has no collection '" + name(path) + "'");
  }

  private ArrayNode received(Request request) {
    ArrayNode list = JsonNodeFactory.instance.arrayNode();
    for (VendorService vendor : board.vendors()) {
      for (JsonNode item : received(request, vendor)) {
        list.add(((ObjectNode) item).put("vendor", vendor.config().name()));
      }
    }
    List<JsonNode> sorted = new ArrayList<>();
    list.forEach(sorted::add);
    // as instants: their texts leave out zeros at the end, and do not sort
    sorted.sort(
        Comparator.comparing((JsonNode item) -> Instant.parse(item.path("at").asText()))
            .reversed());
    int limit = integer(request, "limit", 100);
    return JsonNodeFactory.instance
        .arrayNode()
        .addAll(sorted.subList(0, Math.min(limit, sorted.size())));
  }

  private static ArrayNode received(Request request, VendorService vendor) {
    Map<String, String> parameters = request.parameters();
    int limit = integer(request, "limit", 100);
    List<ReceivedRequest> all = vendor.received();
    List<ReceivedRequest> wanted = new ArrayList<>();
    for (int i = all.size() - 1; i >= 0 && wanted.size() < limit; i--) {
      ReceivedRequest one = all.get(i);
      if ((!parameters.containsKey("key")
              || one.key().filter(parameters.get("key")::equals).isPresent())
          && (!parameters.containsKey("path") || one.path().equals(parameters.get("path")))) {
        wanted.add(one);
      }
    }
    return State.requests(wanted, true);
  }

  private static int integer(Request request, String name, int otherwise) {
    String text = request.parameters().getOrDefault(name, Integer.toString(otherwise));
    if (!text.matches("\\d{1,7}")) {
      throw new Call.Refused(400, name + " is '" + text + "'; expected a whole number");
    }
    return Integer.parseInt(text);
  }

  private ObjectNode state() {
    ObjectNode state = JsonNodeFactory.instance.objectNode();
    ArrayNode vendors = state.putArray("vendors");
    board.vendors().forEach(vendor -> vendors.add(state(vendor)));
    return state;
  }

  private ObjectNode state(VendorService vendor) {
    ObjectNode state = vendor.state().put("uri", board.uri(vendor).toString());
    ArrayNode webhooks = state.putArray("webhooks");
    board.webhooks(vendor).forEach(webhook -> webhooks.add(WebhookCalls.state(webhook)));
    return state;
  }

  private Optional<VendorService> vendor(String name) {
    return board.vendors().stream().filter(v -> v.config().name().equals(name)).findFirst();
  }

  private String names() {
    return String.join(", ", board.vendors().stream().map(v -> v.config().name()).toList());
  }

  private static Answer notAllowed(String methods) {
    return error(405, "only " + methods + " is possible here").with("Allow", methods);
  }

  private static Answer error(int status, String message) {
    return Answer.json(status, JsonNodeFactory.instance.objectNode().put("error", message));
  }
}
