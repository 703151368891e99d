package dev.tenon.sandbox.vendor;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** What a vendor shows of itself, as JSON. */
public final class State {
  private static final int LAST = 20;

  private State() {}

  static ObjectNode of(VendorService vendor) {
    ObjectNode state = JsonNodeFactory.instance.objectNode();
    state.put("name", vendor.config().name());
    state.put("title", vendor.config().title());
    state.put("answers", vendor.stopped().isEmpty());
    vendor.stopped().ifPresent(stop -> state.put("stopped", stop.toString()));
    Ledger ledger = vendor.ledger();
    ObjectNode counts = state.putObject("counts");
    counts.put("received", ledger.received());
    counts.put("applied", ledger.applied());
    counts.put("keys", ledger.keys());
    counts.put("keysRepeated", ledger.keysRepeated());
    counts.put("keysAppliedTwice", ledger.keysAppliedTwice());
    counts.put("unauthorized", vendor.unauthorized());
    counts.put("inFlight", vendor.inFlight());
    counts.put("peakInFlight", vendor.peakInFlight());
    ObjectNode statuses = state.putObject("statuses");
    ledger
        .byStatus()
        .forEach((status, count) -> statuses.put(status == 0 ? "none" : status.toString(), count));
    ArrayNode collections = state.putArray("collections");
    for (Records records : vendor.collections()) {
      ObjectNode collection = collections.addObject();
      collection.put("name", records.config().name());
      collection.put("path", records.config().path());
      collection.put("records", records.store().size());
      collection.put("dropped", records.store().dropped());
      Tally tally = ledger.ofCollection(records.config().name());
      collection.put("received", tally.received());
      collection.put("applied", tally.applied());
    }
    ArrayNode limits = state.putArray("limits");
    for (LimitState limit : vendor.limits()) {
      limits
          .addObject()
          .put("name", limit.name())
          .put("capacity", limit.capacity())
          .put("used", limit.used())
          .put("peak", limit.peak())
          .put("refused", limit.refused());
    }
    ArrayNode faults = state.putArray("faults");
    vendor
        .faults()
        .forEach(
            f ->
                faults
                    .addObject()
                    .put("id", f.id())
                    .put("summary", f.fault().summary())
                    .put("struck", f.struck()));
    ObjectNode tokens = state.putObject("tokenRequests");
    vendor.tokenRequests().forEach(tokens::put);
    state.set("last", requests(ledger.newest(LAST), false));
    return state;
  }

  /** Requests as JSON; with {@code whole} also headers and body. */
  public static ArrayNode requests(List<ReceivedRequest> requests, boolean whole) {
    ArrayNode list = JsonNodeFactory.instance.arrayNode();
    for (ReceivedRequest request : requests) {
      ObjectNode item = list.addObject();
      item.put("number", request.number());
      item.put("at", request.at().toString());
      item.put("method", request.method());
      item.put("path", request.path());
      item.put("query", request.query());
      item.put("status", request.status());
      item.put("applied", request.applied());
      item.put("replayed", request.replayed());
      request.key().ifPresent(key -> item.put("key", key));
      item.put("resource", request.resource());
      item.put("fault", request.fault());
      item.put("bodyBytes", request.bodyBytes());
      if (whole) {
        ArrayNode headers = item.putArray("headers");
        for (int i = 0; i < request.headers().size(); i += 2) {
          headers.addArray().add(request.headers().get(i)).add(request.headers().get(i + 1));
        }
        item.put("body", new String(request.body(), StandardCharsets.UTF_8));
      }
    }
    return list;
  }

  /** Tallies as JSON, those with at least so many requests. */
  public static ArrayNode tallies(Iterable<Tally> tallies, int min) {
    ArrayNode list = JsonNodeFactory.instance.arrayNode();
    for (Tally tally : tallies) {
      if (tally.received() >= min) {
        list.addObject()
            .put("name", tally.name())
            .put("received", tally.received())
            .put("applied", tally.applied())
            .put("differing", tally.differing());
      }
    }
    return list;
  }
}
