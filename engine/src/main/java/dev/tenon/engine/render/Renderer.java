package dev.tenon.engine.render;

import dev.tenon.api.v1alpha1.Integration;
import dev.tenon.api.v1alpha1.IntegrationPattern;
import dev.tenon.api.v1alpha1.IntegrationPatternSpec;
import dev.tenon.api.v1alpha1.IntegrationSpec;
import dev.tenon.api.v1alpha1.RuntimeSpec;
import dev.tenon.engine.estate.Estate;
import dev.tenon.engine.estate.Refs;
import dev.tenon.engine.problem.BuiltIn;
import dev.tenon.engine.problem.Problem;
import dev.tenon.plan.Ref;
import dev.tenon.plan.Resilience;
import dev.tenon.plan.allowed.Allowed;
import dev.tenon.plan.allowed.Violation;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Makes the plan of an integration from it, its pattern and the Systems that its routes name, and
 * from nothing else: the same declaration gives the same plan, byte for byte. Safe for threads.
 */
public final class Renderer {
  private final Allowed allowed;
  private final Map<String, Prepared> prepared = new ConcurrentHashMap<>();

  private record Prepared(IntegrationPatternSpec spec, Template template) {}

  private Renderer(Set<String> schemes) {
    this.allowed = Allowed.with(schemes);
  }

  /**
   * A renderer.
   *
   * @param schemes of Camel components that routes may use besides those that all may
   */
  public static Renderer with(Set<String> schemes) {
    return new Renderer(schemes);
  }

  /** What the integration declares, as a plan; or everything that is wrong with it. */
  public Rendering render(Integration integration, Estate estate) {
    Ref self = Refs.of(integration);
    Findings findings = new Findings();
    IntegrationSpec spec = integration.spec();
    Systems systems = new Systems(estate::system);
    if (spec.pattern().isPresent()) {
      return followed(self, spec, estate, systems, findings);
    }
    Resilience resilience =
        new ResilienceReader(self, spec.resilience(), Optional.empty(), findings)
            .read(Optional.empty());
    Where root = Where.of(self, "spec.routes");
    Template template = Template.own(spec.routes());
    List<String> external = external(spec);
    for (int i = 0; i < external.size(); i++) {
      systems.find(
          external.get(i), Where.of(self, "spec.runtime.external.systems[" + i + "]"), findings);
    }
    return new PlanBuilder(self, systems, findings, allowed)
        .build(
            template,
            Parameters.none(self),
            root,
            resilience,
            !spec.routes().isEmpty(),
            spec.resilience().isPresent());
  }

  private Rendering followed(
      Ref self, IntegrationSpec spec, Estate estate, Systems systems, Findings findings) {
    String name = spec.pattern().orElseThrow().name();
    Optional<IntegrationPattern> pattern = estate.pattern(name);
    Ref patternRef = Refs.pattern(name);
    Resilience resilience =
        new ResilienceReader(self, spec.resilience(), pattern.map(p -> patternRef), findings)
            .read(pattern.flatMap(p -> p.spec().resilience()));
    if (pattern.isEmpty()) {
      findings.missing(Where.of(self, "spec.pattern.name"), patternRef);
      return new Rendering.Unrenderable(findings.all());
    }
    Template template = template(name, pattern.get().spec());
    Parameters parameters =
        Parameters.of(template.parameters(), spec.pattern().get().parameters(), self, patternRef);
    return new PlanBuilder(self, systems, findings, allowed)
        .build(
            template,
            parameters,
            Where.of(patternRef, "spec.routes"),
            resilience,
            false,
            spec.resilience().isPresent());
  }

  /**
   * What is wrong with the parameters that an integration has for a pattern, by the pattern's
   * schema alone: some microseconds, where rendering takes some hundreds.
   */
  public List<Problem> parameters(Integration integration, IntegrationPattern pattern) {
    Findings findings = new Findings();
    integration
        .spec()
        .pattern()
        .ifPresent(
            use ->
                Parameters.of(
                        template(use.name(), pattern.spec()).parameters(),
                        use.parameters(),
                        Refs.of(integration),
                        Refs.of(pattern))
                    .check(findings));
    return findings.all().stream().sorted().toList();
  }

  /**
   * What is wrong with a pattern whatever its parameters are: its schema, where its placeholders
   * stand, and what its routes use.
   */
  public List<Problem> check(IntegrationPattern pattern) {
    Ref self = Refs.of(pattern);
    Findings findings = new Findings();
    Where root = Where.of(self, "spec.routes");
    Template template = Template.of(pattern.spec());
    TemplateCheck.check(template, root, false, findings);
    for (Violation violation : allowed.check(template.routes())) {
      // what holds a parameter, or a call, is judged when it is filled in
      if (!template.open(violation.fieldPath())) {
        findings.add(
            BuiltIn.NOT_ALLOWED,
            Where.of(self, root.at() + violation.fieldPath()),
            violation.message(),
            violation.fix());
      }
    }
    new ResilienceReader(self, pattern.spec().resilience(), Optional.empty(), findings)
        .read(Optional.empty());
    return findings.all().stream().sorted().toList();
  }

  private static List<String> external(IntegrationSpec spec) {
    return spec.runtime()
        .flatMap(RuntimeSpec::external)
        .map(RuntimeSpec.External::systems)
        .orElse(List.of());
  }

  private Template template(String name, IntegrationPatternSpec spec) {
    Prepared known = prepared.get(name);
    if (known == null || !known.spec().equals(spec)) {
      known = new Prepared(spec, Template.of(spec));
      prepared.put(name, known);
    }
    return known.template();
  }
}
