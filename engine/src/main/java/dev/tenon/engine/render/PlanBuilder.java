package dev.tenon.engine.render;

import dev.tenon.engine.problem.BuiltIn;
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
import dev.tenon.plan.allowed.Allowed;
import dev.tenon.plan.allowed.Violation;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/** Puts one plan together. */
final class PlanBuilder {
  /** Schemes that are no Camel component besides ours. */
  private static final Set<String> OURS = Set.of("system", "events", "inbox");

  private final Ref integration;
  private final Systems systems;
  private final Findings findings;
  private final Allowed allowed;

  PlanBuilder(Ref integration, Systems systems, Findings findings, Allowed allowed) {
    this.integration = integration;
    this.systems = systems;
    this.findings = findings;
    this.allowed = allowed;
  }

  /**
   * @param root the field that holds the template
   */
  Rendering build(
      Template template,
      Parameters parameters,
      Where root,
      Resilience resilience,
      boolean ownRoutes,
      boolean ownResilience) {
    boolean good = parameters.check(findings);
    Findings flaws = new Findings();
    TemplateCheck.check(template, root, root.of().equals(integration), flaws);
    findings.addAll(flaws.all());
    if (!good || !flaws.none()) {
      return new Rendering.Unrenderable(findings.all());
    }
    Filled filled = new Filling(template, parameters, integration, root, findings).fill();
    CallReader reader = new CallReader(integration, systems, filled.sources(), findings);
    SortedMap<String, Call> calls = new TreeMap<>();
    for (RawCall raw : filled.calls()) {
      reader.read(raw).ifPresent(call -> calls.put(raw.name(), call));
    }
    List<RouteView> views = RouteView.all(filled.routes());
    Wiring.check(views, calls, filled.sources(), findings);
    for (Violation violation : allowed.check(filled.routes())) {
      Where where = filled.sources().of(violation.fieldPath());
      findings.add(
          where.parameter() ? BuiltIn.INVALID_PARAMETERS : BuiltIn.NOT_ALLOWED,
          where,
          violation.message(),
          violation.fix());
    }
    if (!findings.none()) {
      return new Rendering.Unrenderable(findings.all());
    }
    FactsReader facts = new FactsReader(filled.routes(), views, calls, filled.sources());
    return new Rendering.Rendered(
        plan(
            RoutesYaml.print(Canonical.of(filled.routes())),
            calls,
            facts.consumers(),
            resilience,
            facts.read(resilience, ownRoutes, ownResilience)));
  }

  private Plan plan(
      String routes,
      SortedMap<String, Call> calls,
      List<Consumer> consumers,
      Resilience resilience,
      Facts facts) {
    List<SystemSpec> used = List.copyOf(systems.met().values());
    return new Plan(
            integration,
            Revision.NONE,
            routes,
            calls,
            used,
            consumers,
            secrets(calls),
            resilience,
            needs(calls, consumers, facts),
            facts)
        .sealed();
  }

  /** Only what the calls read: a System that is only received from needs no credentials. */
  private SortedSet<SecretKey> secrets(SortedMap<String, Call> calls) {
    SortedSet<SecretKey> secrets = new TreeSet<>();
    for (Call call : calls.values()) {
      if (call instanceof Call.Send send) {
        credentials(send.system()).ifPresent(it -> secrets.addAll(it.keys()));
      } else if (call instanceof Call.Poll poll) {
        credentials(poll.system()).ifPresent(it -> secrets.addAll(it.keys()));
      } else if (call instanceof Call.Receive receive) {
        Optional.ofNullable(systems.met().get(receive.system()))
            .flatMap(SystemSpec::webhook)
            .map(Webhook::secret)
            .ifPresent(secret -> secrets.add(new SecretKey(secret, "secret")));
      }
    }
    return secrets;
  }

  private Optional<Credentials> credentials(String system) {
    return Optional.ofNullable(systems.met().get(system)).map(SystemSpec::credentials);
  }

  private Needs needs(SortedMap<String, Call> calls, List<Consumer> consumers, Facts facts) {
    SortedSet<String> components = new TreeSet<>(facts.schemes());
    components.removeAll(OURS);
    boolean state = false;
    boolean http = false;
    Set<String> called = new HashSet<>();
    for (Call call : calls.values()) {
      state |= !(call instanceof Call.Send) && !(call instanceof Call.Receive);
      if (call instanceof Call.Send send) {
        called.add(send.system());
      } else if (call instanceof Call.Poll poll) {
        called.add(poll.system());
      }
    }
    for (String name : called) {
      SystemSpec system = systems.met().get(name);
      state |= systems.counted(name) || rotates(system.credentials());
      if (!system.http()) {
        components.add(system.scheme());
      }
    }
    for (Consumer consumer : consumers) {
      state |= consumer.kind() == Consumer.Kind.Timer;
      http |= consumer.path().isPresent();
    }
    return new Needs(state, http, components, facts.languages());
  }

  /** A rotated refresh token is stored before it is used. */
  private static boolean rotates(Credentials credentials) {
    return credentials instanceof Credentials.OAuth2 oauth2
        && oauth2.grant() == Credentials.OAuth2.Grant.RefreshToken;
  }
}
