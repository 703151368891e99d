package dev.tenon.engine.estate;

import dev.tenon.api.v1alpha1.Integration;
import dev.tenon.api.v1alpha1.IntegrationPattern;
import dev.tenon.api.v1alpha1.IntegrationSpec;
import dev.tenon.api.v1alpha1.NameRef;
import dev.tenon.api.v1alpha1.Owner;
import dev.tenon.api.v1alpha1.Pause;
import dev.tenon.api.v1alpha1.Replay;
import dev.tenon.api.v1alpha1.RuntimeSpec;
import dev.tenon.api.v1alpha1.SystemResource;
import dev.tenon.api.v1alpha1.TenonResource;
import dev.tenon.api.v1alpha1.Waiver;
import dev.tenon.engine.estate.Reference.Use;
import dev.tenon.engine.routes.Placeholder;
import dev.tenon.engine.routes.SystemUse;
import dev.tenon.engine.schema.FieldPath;
import dev.tenon.plan.Ref;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Pattern;

/**
 * Reads what an object refers to. What it cannot read, because the object is wrong, it leaves out.
 */
final class ReferencesOf {
  private static final Pattern NAME = Pattern.compile("[a-z]([-a-z0-9]*[a-z0-9])?");

  private final Function<String, Optional<IndexedPattern>> patterns;
  private final Function<String, Optional<SystemResource>> systems;
  private final List<Reference> found = new ArrayList<>();

  private ReferencesOf(
      Function<String, Optional<IndexedPattern>> patterns,
      Function<String, Optional<SystemResource>> systems) {
    this.patterns = patterns;
    this.systems = systems;
  }

  /** A pattern, and the Systems that its routes name, read once. */
  record IndexedPattern(IntegrationPattern pattern, List<SystemUse> uses) {
    static IndexedPattern of(IntegrationPattern pattern) {
      return new IndexedPattern(pattern, SystemUse.in(pattern.spec().routes()));
    }
  }

  static List<Reference> read(
      TenonResource<?, ?> object,
      Function<String, Optional<IndexedPattern>> patterns,
      Function<String, Optional<SystemResource>> systems) {
    ReferencesOf reader = new ReferencesOf(patterns, systems);
    Ref ref = Refs.of(object);
    if (object instanceof Integration integration) {
      reader.integration(ref, integration.spec());
    } else if (object instanceof IntegrationPattern pattern) {
      pattern
          .spec()
          .deprecation()
          .flatMap(deprecation -> deprecation.replacedBy())
          .ifPresent(
              name ->
                  reader.add(Refs.pattern(name), "spec.deprecation.replacedBy", Use.Replacement));
    } else if (object instanceof SystemResource system) {
      reader.system(system);
    } else if (object instanceof Waiver waiver) {
      reader.waiver(ref.namespace(), waiver);
    } else if (object instanceof Pause pause) {
      pause
          .spec()
          .integration()
          .ifPresent(
              name ->
                  reader.add(
                      Ref.integration(ref.namespace(), name), "spec.integration", Use.Subject));
      pause
          .spec()
          .system()
          .ifPresent(name -> reader.add(Refs.system(name), "spec.system", Use.Subject));
    } else if (object instanceof Replay replay) {
      reader.add(
          Ref.integration(ref.namespace(), replay.spec().integration()),
          "spec.integration",
          Use.Subject);
    }
    return List.copyOf(reader.found);
  }

  private void add(Ref to, String at, Use use) {
    found.add(new Reference(to, FieldPath.of(at), use));
  }

  private void integration(Ref self, IntegrationSpec spec) {
    Owner owner = spec.owner();
    add(Refs.team(owner.team()), "spec.owner.team", Use.Owner);
    owner.business().ifPresent(n -> add(Refs.team(n), "spec.owner.business", Use.Business));
    owner.deputy().ifPresent(n -> add(Refs.team(n), "spec.owner.deputy", Use.Deputy));
    spec.pattern()
        .ifPresent(
            use -> {
              add(Refs.pattern(use.name()), "spec.pattern.name", Use.Pattern);
              patterns
                  .apply(use.name())
                  .ifPresent(pattern -> ofPattern(self, pattern, use.parameters()));
            });
    for (SystemUse use : SystemUse.in(spec.routes())) {
      calls(self, use.scheme(), use.target(), "spec.routes");
    }
    List<String> external =
        spec.runtime()
            .flatMap(RuntimeSpec::external)
            .map(RuntimeSpec.External::systems)
            .orElse(List.of());
    for (int i = 0; i < external.size(); i++) {
      add(Refs.system(external.get(i)), "spec.runtime.external.systems[" + i + "]", Use.External);
    }
    for (int i = 0; i < spec.claims().size(); i++) {
      add(Refs.system(spec.claims().get(i).system()), "spec.claims[" + i + "].system", Use.Claims);
    }
    for (int i = 0; i < spec.upstreams().size(); i++) {
      add(
          Ref.integration(self.namespace(), spec.upstreams().get(i).name()),
          "spec.upstreams[" + i + "].name",
          Use.Upstream);
    }
    spec.deprecation()
        .flatMap(deprecation -> deprecation.replacedBy())
        .map(NameRef::name)
        .ifPresent(
            name ->
                add(
                    Ref.integration(self.namespace(), name),
                    "spec.deprecation.replacedBy.name",
                    Use.Replacement));
  }

  private void ofPattern(Ref self, IndexedPattern indexed, Map<String, Object> values) {
    for (SystemUse use : indexed.uses()) {
      Optional<Placeholder> placeholder = Placeholder.alone(use.target());
      if (placeholder.isEmpty()) {
        calls(self, use.scheme(), use.target(), "spec.pattern.name");
        continue;
      }
      List<String> path = placeholder.get().path();
      ParameterValues.find(indexed.pattern(), values, path)
          .filter(String.class::isInstance)
          .ifPresent(
              name ->
                  calls(
                      self,
                      use.scheme(),
                      (String) name,
                      "spec.pattern.parameters." + String.join(".", path)));
    }
  }

  private void calls(Ref self, String scheme, String name, String at) {
    if (!NAME.matcher(name).matches()) {
      // nothing can be called so; the renderer says it
      return;
    }
    boolean events = scheme.equals("events");
    add(Refs.system(name), at, events ? Use.Receives : Use.Calls);
    systems
        .apply(name)
        .flatMap(
            system ->
                events
                    ? system.spec().webhook().map(webhook -> webhook.secretRef())
                    : system.spec().credentials().flatMap(given -> given.secretRef()))
        .ifPresent(secret -> add(Refs.secret(self.namespace(), secret.name()), at, Use.Secret));
  }

  private void system(SystemResource system) {
    add(Refs.team(system.spec().owner().team()), "spec.owner.team", Use.SystemOwner);
    List<String> teams =
        system.spec().availableTo().map(available -> available.teams()).orElse(List.of());
    for (int i = 0; i < teams.size(); i++) {
      add(Refs.team(teams.get(i)), "spec.availableTo.teams[" + i + "]", Use.AvailableTo);
    }
  }

  private void waiver(String namespace, Waiver waiver) {
    List<String> integrations = waiver.spec().integrations();
    for (int i = 0; i < integrations.size(); i++) {
      add(
          Ref.integration(namespace, integrations.get(i)),
          "spec.integrations[" + i + "]",
          Use.Subject);
    }
    List<String> policies = waiver.spec().policies();
    for (int i = 0; i < policies.size(); i++) {
      add(Ref.cluster(Refs.POLICY, policies.get(i)), "spec.policies[" + i + "]", Use.Waives);
    }
  }
}
