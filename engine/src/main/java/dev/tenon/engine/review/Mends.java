package dev.tenon.engine.review;

import dev.tenon.api.v1alpha1.Claim;
import dev.tenon.api.v1alpha1.Decision;
import dev.tenon.api.v1alpha1.Integration;
import dev.tenon.api.v1alpha1.IntegrationSpec;
import dev.tenon.api.v1alpha1.Stage;
import dev.tenon.engine.change.Change;
import java.util.List;
import java.util.Optional;

/**
 * Updates of an Integration that do nothing but mend what days have made wrong: confirming it,
 * giving it another owner or deputy, moving it to Deprecated or Retired, lowering a claim, adding
 * or reviewing a decision. No rule about days refuses these.
 */
final class Mends {
  private Mends() {}

  /** Whether a change is nothing else. */
  static boolean only(Change change) {
    Optional<Integration> before = change.before(Integration.class);
    Optional<Integration> after = change.after(Integration.class);
    return before.isPresent() && after.isPresent() && only(before.get().spec(), after.get().spec());
  }

  private static boolean only(IntegrationSpec before, IntegrationSpec after) {
    boolean ends = after.stage() == Stage.Deprecated || after.stage() == Stage.Retired;
    boolean moves = ends && before.stage() != after.stage();
    return lowers(before.claims(), after.claims())
        && keeps(before.decisions(), after.decisions())
        && before.equals(
            new IntegrationSpec(
                after.purpose(),
                after.outcome(),
                before.owner(),
                moves ? before.stage() : after.stage(),
                after.criticality(),
                after.dataClasses(),
                after.runbook(),
                after.pattern(),
                after.routes(),
                after.resilience(),
                before.claims(),
                after.upstreams(),
                after.slos(),
                before.decisions(),
                moves ? before.deprecation() : after.deprecation(),
                after.runtime()));
  }

  private static boolean lowers(List<Claim> before, List<Claim> after) {
    return after.stream()
        .allMatch(
            claim ->
                before.stream()
                    .anyMatch(
                        old ->
                            old.isOf(claim.system(), claim.limit())
                                && old.amount() >= claim.amount()));
  }

  private static boolean keeps(List<Decision> before, List<Decision> after) {
    List<String> ids = after.stream().map(Decision::id).toList();
    return before.stream().map(Decision::id).allMatch(ids::contains);
  }
}
