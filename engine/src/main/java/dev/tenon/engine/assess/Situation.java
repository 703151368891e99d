package dev.tenon.engine.assess;

import dev.tenon.api.WellKnown;
import dev.tenon.api.v1alpha1.Integration;
import dev.tenon.api.v1alpha1.IntegrationStatus;
import dev.tenon.api.v1alpha1.Pause;
import dev.tenon.api.v1alpha1.RuntimeType;
import dev.tenon.api.v1alpha1.SloStatus;
import dev.tenon.api.v1alpha1.WaiverInForce;
import dev.tenon.engine.problem.BuiltIn;
import dev.tenon.engine.problem.Problem;
import dev.tenon.engine.problem.ProblemText;
import dev.tenon.engine.render.Rendering;
import dev.tenon.engine.review.Verdict;
import dev.tenon.plan.Revision;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Everything that the conditions of an Integration are computed from.
 *
 * @param builtIn what the built-in rules say of it
 * @param policies what policies say of it; absent where nobody asked them
 * @param pauses those in force now
 * @param waivers those in force today, the one that ends first leading
 * @param objectives as measured; those without data have no measure
 * @param now the time of the assessment
 */
public record Situation(
    Integration declared,
    Rendering rendering,
    Verdict builtIn,
    Optional<Verdict> policies,
    Ownership ownership,
    List<Shortfall> shortfalls,
    List<Pause> pauses,
    List<WaiverInForce> waivers,
    List<SloStatus> objectives,
    Observation observation,
    Instant now) {
  /** Reason of the one event that no condition has: glass was broken. */
  public static final String BREAK_GLASS = "BreakGlass";

  /** Characters of an incident in an event at most. */
  private static final int INCIDENT = 256;

  /** The day of the assessment, in UTC. */
  public LocalDate today() {
    return now.atOffset(ZoneOffset.UTC).toLocalDate();
  }

  /** The status before this assessment, empty for an object that nobody has assessed. */
  public Optional<IntegrationStatus> before() {
    return declared.status();
  }

  /** The generation that is assessed. */
  public long generation() {
    return Optional.ofNullable(declared.getMetadata().getGeneration()).orElse(0L);
  }

  /** Whether it runs elsewhere and is only governed here. */
  public boolean external() {
    return declared
        .spec()
        .runtime()
        .filter(runtime -> runtime.type() == RuntimeType.External)
        .isPresent();
  }

  /** Whether the operator keeps its hands off. */
  public boolean disabled() {
    return Lifecycle.disabled(declared);
  }

  /** What is named and is not there, or may not be used, each once. */
  public List<Problem> unresolved() {
    return Stream.concat(rendering.problems().stream(), builtIn.problems().stream())
        .filter(
            problem ->
                problem.rule().equals(BuiltIn.REFERENCE_NOT_FOUND)
                    || problem.rule().equals(BuiltIn.REFERENCE_NOT_AVAILABLE))
        .distinct()
        .sorted()
        .toList();
  }

  /** What is named, is not there or may not be used, and has to be for the integration to start. */
  public List<Problem> gating() {
    return unresolved().stream().filter(Problem::refuses).toList();
  }

  /** What keeps the declaration from a plan besides references. */
  public List<Problem> unrenderable() {
    return rendering.problems().stream()
        .filter(
            problem ->
                !problem.rule().equals(BuiltIn.REFERENCE_NOT_FOUND)
                    && !problem.rule().equals(BuiltIn.REFERENCE_NOT_AVAILABLE))
        .toList();
  }

  /** What refuses to start it, references aside. */
  public List<Problem> denials() {
    return Stream.concat(
            builtIn.denials().stream()
                .filter(
                    problem ->
                        !problem.rule().equals(BuiltIn.REFERENCE_NOT_FOUND)
                            && !problem.rule().equals(BuiltIn.REFERENCE_NOT_AVAILABLE)),
            policies.stream().flatMap(verdict -> verdict.denials().stream()))
        .sorted()
        .toList();
  }

  /** The revision that is declared, if it can be rendered. */
  public Optional<Revision> revision() {
    return rendering.result().map(plan -> plan.revision());
  }

  /** Whether the declared revision serves. */
  public boolean serves() {
    return revision().isPresent() && revision().equals(observation.serving());
  }

  /**
   * How often changes were let through because glass was broken: once more where this generation is
   * new and only the broken glass let it be.
   */
  public long glassBroken() {
    long before = before().flatMap(IntegrationStatus::breakGlass).orElse(0L);
    boolean fresh = before().map(status -> status.observedGeneration() < generation()).orElse(true);
    return fresh && incident().isPresent() ? before + 1 : before;
  }

  /** What is to be told where glass was broken since the last assessment. */
  public Optional<Happening> breakGlass() {
    long told = before().flatMap(IntegrationStatus::breakGlass).orElse(0L);
    return incident()
        .filter(any -> glassBroken() > told)
        .map(
            incident ->
                new Happening(
                    true,
                    BREAK_GLASS,
                    "Glass was broken for "
                        + ProblemText.shortened(incident, INCIDENT)
                        + ": what days or a spent budget refuse was let pass; take annotation "
                        + WellKnown.BREAK_GLASS
                        + " away when it is over"));
  }

  /** The incident for which glass is broken, where something would be refused without. */
  public Optional<String> incident() {
    return Stream.concat(Stream.of(builtIn), policies.stream())
        .flatMap(verdict -> Stream.ofNullable(verdict.audit().get(Verdict.BREAK_GLASS)))
        .findFirst();
  }
}
