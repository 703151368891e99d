package dev.tenon.engine.review.rules;

import dev.tenon.engine.render.Renderer;
import dev.tenon.engine.review.Rule;
import java.util.List;

/** All rules that are built in. */
public final class BuiltInRules {
  private BuiltInRules() {}

  /**
   * The rules.
   *
   * @param renderer the one that makes plans, so that patterns are judged as they are rendered
   */
  public static List<Rule> all(Renderer renderer) {
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
        new PatternIsSound(renderer),
        new TeamIsComplete());
  }
}
