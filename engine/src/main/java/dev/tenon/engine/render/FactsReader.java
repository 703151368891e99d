package dev.tenon.engine.render;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tenon.plan.Call;
import dev.tenon.plan.Consumer;
import dev.tenon.plan.Durations;
import dev.tenon.plan.Facts;
import dev.tenon.plan.Resilience;
import dev.tenon.plan.allowed.Allowed;
import dev.tenon.plan.allowed.Slot;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeSet;

/** Reads out of rendered routes what starts them, what they need, and what policies may know. */
final class FactsReader {
  /** Producers that are no calls of anything outside. */
  private static final Set<String> INSIDE =
      Set.of("system", "events", "inbox", "direct", "log", "timer", "platform-http");

  private final JsonNode routes;
  private final List<RouteView> views;
  private final SortedMap<String, Call> calls;
  private final Sources sources;

  FactsReader(
      JsonNode routes, List<RouteView> views, SortedMap<String, Call> calls, Sources sources) {
    this.routes = routes;
    this.views = views;
    this.calls = calls;
    this.sources = sources;
  }

  Facts read(Resilience resilience, boolean ownRoutes, boolean ownResilience) {
    List<Facts.SystemCall> systemCalls = new ArrayList<>();
    List<Facts.Unguarded> unguarded = new ArrayList<>();
    List<Facts.Entry> entries = new ArrayList<>();
    SortedSet<String> inboxes = new TreeSet<>();
    for (RouteView view : views) {
      Optional<Call> from = call(view.from());
      from.flatMap(call -> systemCall(RouteView.call(view.from()), call))
          .ifPresent(systemCalls::add);
      entry(view, from).ifPresent(entries::add);
      for (RouteView.Produced to : view.produced()) {
        call(to.uri())
            .flatMap(call -> systemCall(RouteView.call(to.uri()), call))
            .ifPresent(systemCalls::add);
        if (to.scheme().equals("inbox")) {
          inboxes.add(to.name());
        }
        if (!INSIDE.contains(to.scheme())) {
          unguarded.add(
              new Facts.Unguarded(view.id(), to.scheme(), sources.of(to.path()).at().toString()));
        }
      }
    }
    return new Facts(
        schemes(),
        languages(),
        List.copyOf(systemCalls),
        List.copyOf(unguarded),
        List.copyOf(entries),
        inboxes,
        resilience,
        ownRoutes,
        ownResilience);
  }

  /** What starts each route, in their order. */
  List<Consumer> consumers() {
    return views.stream()
        .map(
            view ->
                new Consumer(
                    view.id(),
                    kind(view.fromScheme()),
                    view.path(calls),
                    Optional.of(RouteView.call(view.from())).filter(calls::containsKey)))
        .toList();
  }

  private SortedSet<String> schemes() {
    SortedSet<String> schemes = new TreeSet<>();
    for (RouteView view : views) {
      schemes.add(view.fromScheme());
      view.produced().forEach(to -> schemes.add(to.scheme()));
    }
    return schemes;
  }

  private SortedSet<String> languages() {
    SortedSet<String> languages = new TreeSet<>();
    for (Map.Entry<String, Slot> slot : Allowed.slots(routes).entrySet()) {
      switch (slot.getValue()) {
        case JQ -> languages.add("jq");
        case CONSTANT -> languages.add("constant");
        case CODE -> {
          String path = slot.getKey();
          String field = path.substring(path.lastIndexOf('.') + 1);
          if (field.equals("expression") || field.equals("token")) {
            String language = path.substring(0, path.lastIndexOf('.'));
            languages.add(language.substring(language.lastIndexOf('.') + 1));
          } else if (!field.equals("uri")) {
            languages.add(field);
          }
        }
        case FIELD, NAME, MESSAGE, ENDPOINT, OPTION -> {
          // no expression
        }
      }
    }
    return languages;
  }

  private Optional<Call> call(String uri) {
    return Optional.ofNullable(calls.get(RouteView.call(uri)));
  }

  private static Optional<Facts.SystemCall> systemCall(String name, Call call) {
    if (call instanceof Call.Send send) {
      return Optional.of(
          new Facts.SystemCall(
              name, send.route(), send.system(), "Send", send.http().map(Call.Request::method)));
    }
    if (call instanceof Call.Poll poll) {
      return Optional.of(
          new Facts.SystemCall(
              name, poll.route(), poll.system(), "Poll", poll.http().map(Call.Request::method)));
    }
    if (call instanceof Call.Receive receive) {
      return Optional.of(
          new Facts.SystemCall(
              name, receive.route(), receive.system(), "Receive", Optional.empty()));
    }
    return Optional.empty();
  }

  private Optional<Facts.Entry> entry(RouteView view, Optional<Call> from) {
    Consumer.Kind kind = kind(view.fromScheme());
    if (kind == Consumer.Kind.Inbox || kind == Consumer.Kind.Direct) {
      return Optional.empty();
    }
    Optional<String> system = Optional.empty();
    Optional<Duration> period = Optional.empty();
    Optional<String> cron = Optional.empty();
    if (from.orElse(null) instanceof Call.Poll poll) {
      system = Optional.of(poll.system());
      period = poll.every();
      cron = poll.cron();
    } else if (from.orElse(null) instanceof Call.Receive receive) {
      system = Optional.of(receive.system());
    } else if (kind == Consumer.Kind.Timer) {
      period = Optional.of(timerPeriod(view));
    }
    return Optional.of(new Facts.Entry(view.id(), kind, system, view.path(calls), period, cron));
  }

  /**
   * A timer fires every second unless its option says otherwise, in milliseconds or with a unit.
   */
  private Duration timerPeriod(RouteView view) {
    String text = "1000";
    int question = view.from().indexOf('?');
    if (question >= 0) {
      for (String option : view.from().substring(question + 1).split("&", -1)) {
        if (option.startsWith("period=")) {
          text = option.substring("period=".length());
        }
      }
    }
    int index = Integer.parseInt(view.path().substring(1, view.path().indexOf(']')));
    JsonNode option =
        routes.get(index).path("route").path("from").path("parameters").path("period");
    if (!option.isMissingNode()) {
      text = option.asText();
    }
    String period = text.matches("[0-9]{1,12}") ? text : "";
    return period.isEmpty()
        ? Durations.read(text).orElse(Duration.ofSeconds(1))
        : Duration.ofMillis(Long.parseLong(period));
  }

  private static Consumer.Kind kind(String scheme) {
    return switch (scheme) {
      case "system" -> Consumer.Kind.Poll;
      case "events" -> Consumer.Kind.Events;
      case "inbox" -> Consumer.Kind.Inbox;
      case "platform-http" -> Consumer.Kind.Http;
      case "timer" -> Consumer.Kind.Timer;
      case "direct" -> Consumer.Kind.Direct;
      default -> Consumer.Kind.Other;
    };
  }
}
