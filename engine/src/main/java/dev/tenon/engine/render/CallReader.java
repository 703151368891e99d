package dev.tenon.engine.render;

import dev.tenon.plan.Call;
import dev.tenon.plan.Durations;
import dev.tenon.plan.Ref;
import dev.tenon.plan.SystemSpec;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Reads what an endpoint of ours does out of its parameters. */
final class CallReader {
  private static final Duration KEEP = Duration.ofDays(30);
  private static final int CONCURRENCY = 8;
  private static final int MAX_BYTES = 1 << 20;
  private static final int MAX_IN_FLIGHT = 64;

  private final Ref integration;
  private final Systems systems;
  private final Sources sources;
  private final Findings findings;

  CallReader(Ref integration, Systems systems, Sources sources, Findings findings) {
    this.integration = integration;
    this.systems = systems;
    this.sources = sources;
    this.findings = findings;
  }

  /** What the endpoint does; empty where it is so wrong that nothing can be said. */
  Optional<Call> read(RawCall call) {
    Fields fields = new Fields(call, sources, findings);
    Optional<Call> read =
        switch (call.scheme()) {
          case "system" -> call.consumes() ? poll(call, fields) : send(call, fields);
          case "events" -> receive(call, fields);
          default -> Optional.of(call.consumes() ? take(call, fields) : put(call, fields));
        };
    fields.refuseOthers((call.consumes() ? "from " : "to ") + call.scheme() + ":" + call.target());
    return read;
  }

  /** Empty where the System is missing, which is noted. */
  private Optional<SystemSpec> system(RawCall call) {
    return systems.find(call.target(), sources.of(call.path()), findings);
  }

  private Optional<Call> send(RawCall call, Fields fields) {
    Optional<SystemSpec> system = system(call);
    Optional<Call.Request> request = request(call, fields, system, "POST", Set.of(), "send");
    return system.map(it -> new Call.Send(call.route(), it.name(), request));
  }

  /** The request of an http System, or of one that is missing and is spoken to as if it were. */
  private Optional<Call.Request> request(
      RawCall call,
      Fields fields,
      Optional<SystemSpec> system,
      String method,
      Set<String> variables,
      String what) {
    boolean http = system.map(SystemSpec::http).orElseGet(() -> RequestReader.any(call));
    if (http) {
      return Optional.of(new RequestReader(fields, variables).read(method, system));
    }
    for (String name : List.of("method", "path", "query", "headers", "body")) {
      if (fields.has(name)) {
        fields.wrong(
            name,
            "System "
                + call.target()
                + " is no http endpoint, so there is no "
                + name
                + " to "
                + what,
            "Take it out: the body is passed as it is.");
      }
    }
    return Optional.empty();
  }

  private Optional<Call> poll(RawCall call, Fields fields) {
    Optional<SystemSpec> system = system(call);
    Optional<Duration> every = fields.duration("every");
    Optional<String> cron = fields.text("cron");
    cron.flatMap(CronGrammar::problem)
        .ifPresent(
            why ->
                fields.wrong(
                    "cron", "cron " + why, "Write such as 0 6 * * MON-FRI; the zone is UTC."));
    Optional<String> items = fields.jq("items", Set.of());
    Optional<String> next = fields.jq("next", Set.of());
    Optional<String> checkpoint = fields.jq("checkpoint", Set.of());
    Optional<String> from = fields.text("from");
    Optional<Duration> overlap = fields.duration("overlap");
    boolean ascending = ascending(fields);
    Set<String> variables = new HashSet<>();
    checkpoint.ifPresent(it -> variables.add("checkpoint"));
    next.ifPresent(it -> variables.add("next"));
    Optional<Call.Request> request =
        request(call, fields, system, "GET", Set.copyOf(variables), "read");
    if (system.map(SystemSpec::http).orElse(false)) {
      if (every.isPresent() == cron.isPresent()) {
        fields.wrong(
            cron.isPresent() ? "cron" : "every",
            cron.isPresent()
                ? "the poll has both every and cron"
                : "the poll does not say how often it reads",
            "Write one of `every: 5m` and `cron: \"0 6 * * *\"`.");
      }
    } else if (system.isPresent()) {
      notForOthers(call, fields);
    }
    if (checkpoint.isEmpty()) {
      for (String name : List.of("from", "overlap", "order")) {
        if (fields.has(name)) {
          fields.wrong(
              name,
              name + " has no meaning without checkpoint",
              "Add `checkpoint`: an item's place in the order that the System is read by.");
        }
      }
    }
    return system.map(
        it ->
            new Call.Poll(
                call.route(),
                it.name(),
                request,
                every,
                cron,
                items,
                next,
                checkpoint,
                from,
                overlap,
                ascending));
  }

  private static void notForOthers(RawCall call, Fields fields) {
    for (String name :
        List.of("every", "cron", "items", "next", "checkpoint", "from", "overlap", "order")) {
      if (fields.has(name)) {
        fields.wrong(
            name,
            "System " + call.target() + " is no http endpoint and waits by itself",
            "Take "
                + name
                + " out; its component's options stand in the System's endpoint.parameters.");
      }
    }
  }

  private static boolean ascending(Fields fields) {
    Optional<String> order = fields.text("order");
    if (order.isPresent() && !order.get().equals("Ascending")) {
      fields.wrong(
          "order",
          "order '" + order.get() + "' is unknown",
          "Write Ascending where the System sorts by the checkpoint, or nothing.");
    }
    return order.isPresent();
  }

  private Optional<Call> receive(RawCall call, Fields fields) {
    if (!call.consumes()) {
      fields.wrongEndpoint(
          "events: receives, and cannot be sent to", "Call the System by system:NAME.");
    }
    String path = fields.text("path").orElse("/" + call.target());
    if (!path.matches("(/[A-Za-z0-9._~-]+)+") || path.contains("/.")) {
      fields.wrong(
          "path",
          "the path '" + path + "' must be / and names, without parameters",
          "Write such as /hooks/github.");
    }
    int maxBytes = fields.whole("maxBytes", 1024, 10 << 20, MAX_BYTES);
    int maxInFlight = fields.whole("maxInFlight", 1, 1024, MAX_IN_FLIGHT);
    Optional<SystemSpec> system = system(call);
    if (system.isPresent() && system.get().webhook().isEmpty()) {
      fields.wrongEndpoint(
          "System " + call.target() + " does not say how it signs its events",
          "Add spec.webhook to System " + call.target() + ", or poll it.");
    }
    return system.map(
        it ->
            new Call.Receive(
                call.route(), it.name(), "/" + integration.path() + path, maxBytes, maxInFlight));
  }

  private Call put(RawCall call, Fields fields) {
    Optional<String> key = fields.jq("key", Set.of());
    if (key.isEmpty()) {
      fields.wrong(
          "key",
          "the message has no key, so a repeated one would be delivered twice",
          "Add `key`: a jq program that gives what makes it the same message, such as .id.");
    }
    Duration keep = fields.duration("keep").orElse(KEEP);
    if (keep.compareTo(Duration.ofDays(366)) > 0) {
      fields.wrong(
          "keep",
          "keep " + Durations.format(keep) + " is too long",
          "Keep keys for a year at most.");
    }
    return new Call.Put(call.route(), call.target(), key.orElse("."), keep);
  }

  private Call take(RawCall call, Fields fields) {
    boolean ordered = fields.flag("ordered");
    int concurrency = fields.whole("concurrency", 1, 64, ordered ? 1 : CONCURRENCY);
    if (ordered && concurrency > 1) {
      fields.wrong(
          "concurrency",
          "an ordered inbox delivers one message at a time",
          "Take concurrency out, or ordered.");
    }
    return new Call.Take(call.route(), call.target(), ordered, ordered ? 1 : concurrency);
  }
}
