package dev.tenon.engine.review.rules;

import dev.tenon.engine.change.Rule;
import java.util.List;

/** All rules that are built in. */
public final class BuiltInRules {
  private BuiltInRules() {}

  /** The rules. */
  public static List<Rule> all() {
    return List.of(
        new PlanCanBeRendered(),
        new ReferencesExist(),
        new SystemsAreAvailable(),
        new OwnerMayOwnHere(),
        new OwnerIsStaffed(),
        new ClaimsNameLimits(),
        new ClaimsAreThere(),
        new ClaimsFit(),
        new SharesAreUsable(),
        new PatternIsSound(),
        new TeamIsComplete(),
        new StageMoves(),
        new NothingInUseGoes(),
        new PatternFitsUsers(),
        new PatternIsCurrent(),
        new SunsetIsAhead(),
        new ConfirmationIsAuthentic(),
        new ApprovalIsAuthentic(),
        new GlassIsBrokenByRight(),
        new LimitsStillFit());
  }
}
