package dev.tenon.runner;

import dev.tenon.plan.Call;
import dev.tenon.plan.Consumer;
import dev.tenon.plan.Credentials;
import dev.tenon.plan.Facts;
import dev.tenon.plan.Needs;
import dev.tenon.plan.Plan;
import dev.tenon.plan.Ref;
import dev.tenon.plan.Resilience;
import dev.tenon.plan.Revision;
import dev.tenon.plan.SecretKey;
import dev.tenon.plan.SystemSpec;
import dev.tenon.plan.Webhook;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;

/** Plans written by hand, as a renderer would make them. */
final class Plans {
  private final Ref of;
  private final List<Consumer> consumers = new ArrayList<>();
  private final SortedMap<String, Call> calls = new TreeMap<>();
  private final List<SystemSpec> systems = new ArrayList<>();
  private final TreeSet<SecretKey> secrets = new TreeSet<>();
  private final TreeSet<String> components = new TreeSet<>();
  private final TreeSet<String> languages = new TreeSet<>();
  private String routes = "";
  private Resilience resilience = Resilience.DEFAULT;
  private boolean state;

  private Plans(Ref of) {
    this.of = of;
  }

  static Plans of(String namespace, String name) {
    return new Plans(Ref.integration(namespace, name));
  }

  /** A request is answered by the steps, given in Camel YAML, each line of it indented by none. */
  static Plans answering(String name, String... steps) {
    return of("shop", name)
        .route("answer", Consumer.Kind.Http, "platform-http:/shop/" + name, steps);
  }

  Plans route(String id, Consumer.Kind kind, String uri, String... steps) {
    StringBuilder text = new StringBuilder(routes);
    text.append("- route:\n    id: ").append(id).append("\n    from:\n      uri: \"");
    text.append(uri).append("\"\n      steps:\n");
    for (String step : steps) {
      text.append("      - ").append(step.replace("\n", "\n        ")).append('\n');
    }
    routes = text.toString();
    Optional<String> path =
        kind == Consumer.Kind.Http
            ? Optional.of(uri.substring("platform-http:".length()).replaceAll("\\?.*", ""))
            : Optional.empty();
    Optional<String> call =
        uri.contains("?call=")
            ? Optional.of(uri.substring(uri.indexOf("?call=") + 6))
            : Optional.empty();
    consumers.add(new Consumer(id, kind, path, call));
    return this;
  }

  Plans call(String name, Call call) {
    calls.put(name, call);
    return this;
  }

  Plans system(String name, String uri) {
    return system(name, uri, new Credentials.None(), Optional.empty());
  }

  Plans system(String name, String uri, Credentials credentials, Optional<Webhook> webhook) {
    systems.add(new SystemSpec(name, uri, new TreeMap<>(), credentials, webhook, new TreeSet<>()));
    secrets.addAll(credentials.keys());
    return this;
  }

  Plans secret(String secret, String key) {
    secrets.add(new SecretKey(secret, key));
    return this;
  }

  Plans needs(String... schemes) {
    components.addAll(Arrays.asList(schemes));
    return this;
  }

  Plans speaks(String... names) {
    languages.addAll(Arrays.asList(names));
    return this;
  }

  Plans resilience(Resilience next) {
    resilience = next;
    return this;
  }

  Plans stateful() {
    state = true;
    return this;
  }

  Plan plan() {
    boolean http =
        consumers.stream()
            .anyMatch(
                consumer ->
                    consumer.kind() == Consumer.Kind.Http
                        || consumer.kind() == Consumer.Kind.Events);
    return new Plan(
            of,
            Revision.NONE,
            routes,
            calls,
            systems,
            consumers,
            secrets,
            resilience,
            new Needs(state, http, components, languages),
            new Facts(
                new TreeSet<>(),
                languages,
                List.of(),
                List.of(),
                List.of(),
                new TreeSet<>(Set.of()),
                resilience,
                true,
                false))
        .sealed();
  }
}
