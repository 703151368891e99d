package dev.tenon.engine.policy;

import dev.tenon.api.v1alpha1.Waiver;
import dev.tenon.engine.estate.Estate;
import dev.tenon.engine.estate.Refs;
import dev.tenon.engine.problem.Pass;
import dev.tenon.plan.Ref;
import java.time.LocalDate;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Which Waivers let an integration pass, and the how many-th of their kind they are. */
public final class Waivers {
  /** The older first; what has no time of creation is younger than all that have. */
  private static final Comparator<Waiver> BY_ISSUE =
      Comparator.comparing(
              (Waiver waiver) ->
                  Optional.ofNullable(waiver.getMetadata().getCreationTimestamp()).orElse("~"))
          .thenComparing(waiver -> waiver.spec().expirationDate())
          .thenComparing(waiver -> waiver.getMetadata().getName());

  private Waivers() {}

  /** Whether a Waiver is approved and its last day has not passed. */
  public static boolean inForce(Waiver waiver, LocalDate today) {
    return waiver.spec().approval().isPresent() && !expired(waiver, today) && stays(waiver);
  }

  private static boolean expired(Waiver waiver, LocalDate today) {
    return waiver.spec().expirationDate().isBefore(today);
  }

  private static boolean stays(Waiver waiver) {
    return !waiver.isMarkedForDeletion();
  }

  /**
   * The Waiver of an integration from a policy: of those in force the one that holds longest, else
   * the last that expired, else one that nobody has approved.
   */
  public static Optional<Pass> of(Estate estate, Ref integration, String policy, LocalDate today) {
    List<Waiver> all =
        estate.waiversOf(integration).stream()
            .filter(waiver -> waiver.spec().policies().contains(policy))
            .toList();
    if (all.isEmpty()) {
      return Optional.empty();
    }
    Comparator<Waiver> longest =
        Comparator.comparing((Waiver waiver) -> waiver.spec().expirationDate())
            .thenComparing(BY_ISSUE);
    return all.stream()
        .filter(waiver -> inForce(waiver, today))
        .max(longest)
        .map(waiver -> pass(waiver, Pass.State.Live, all))
        .or(
            () ->
                all.stream()
                    .filter(waiver -> waiver.spec().approval().isPresent())
                    .filter(waiver -> expired(waiver, today))
                    .max(longest)
                    .map(waiver -> pass(waiver, Pass.State.Expired, all)))
        .or(
            () ->
                all.stream()
                    .filter(waiver -> waiver.spec().approval().isEmpty() && stays(waiver))
                    .filter(waiver -> !expired(waiver, today))
                    .max(longest)
                    .map(waiver -> pass(waiver, Pass.State.Unapproved, all)));
  }

  private static Pass pass(Waiver waiver, Pass.State state, List<Waiver> all) {
    return new Pass(
        Refs.of(waiver), waiver.spec().expirationDate(), state, 1 + earlier(waiver, all.stream()));
  }

  private static int earlier(Waiver waiver, Stream<Waiver> others) {
    return (int)
        others
            .filter(other -> other.spec().approval().isPresent())
            .filter(other -> !Refs.of(other).equals(Refs.of(waiver)))
            .filter(other -> BY_ISSUE.compare(other, waiver) < 0)
            .count();
  }

  /**
   * The Waivers, expired ones included, that were issued before this one for one of its
   * integrations and one of its policies: how often the exception has been renewed.
   */
  public static List<Waiver> before(Waiver waiver, Estate estate) {
    String namespace = Refs.of(waiver).namespace();
    return waiver.spec().integrations().stream()
        .flatMap(name -> estate.waiversOf(Ref.integration(namespace, name)).stream())
        .distinct()
        .filter(other -> !Refs.of(other).equals(Refs.of(waiver)))
        .filter(other -> other.spec().approval().isPresent())
        .filter(other -> shares(other, waiver))
        .filter(other -> BY_ISSUE.compare(other, waiver) < 0)
        .sorted(BY_ISSUE)
        .toList();
  }

  private static boolean shares(Waiver one, Waiver other) {
    return !Collections.disjoint(one.spec().policies(), other.spec().policies())
        && !Collections.disjoint(one.spec().integrations(), other.spec().integrations());
  }

  /** The first day on which one of the Waivers in force of an integration holds no more. */
  public static Optional<LocalDate> end(Estate estate, Ref integration, LocalDate today) {
    return estate.waiversOf(integration).stream()
        .filter(waiver -> inForce(waiver, today))
        .map(waiver -> waiver.spec().expirationDate())
        .min(Comparator.naturalOrder())
        .map(day -> day.plusDays(1));
  }
}
