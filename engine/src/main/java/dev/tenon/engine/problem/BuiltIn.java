package dev.tenon.engine.problem;

import java.util.Set;

/**
 * The names of the rules that are built in. They stand in refusals like those of policies, so no
 * policy may take one.
 */
public final class BuiltIn {
  /** An object is named that does not exist. */
  public static final String REFERENCE_NOT_FOUND = "reference-not-found";

  /** An object is named that exists and may not be used here. */
  public static final String REFERENCE_NOT_AVAILABLE = "reference-not-available";

  /** Parameters do not fit the pattern's schema, or the place that they fill. */
  public static final String INVALID_PARAMETERS = "invalid-parameters";

  /** Routes, or the parameters of endpoints in them, do not make a plan. */
  public static final String INVALID_ROUTES = "invalid-routes";

  /** Routes use what is not on the list of what may be used. */
  public static final String NOT_ALLOWED = "not-allowed";

  /** The resilience of pattern and integration together makes no sense. */
  public static final String INVALID_RESILIENCE = "invalid-resilience";

  /** The owner is not allowed here, or too few people know the integration. */
  public static final String OWNERSHIP = "ownership";

  /** A claim names what there is not, or is missing, or would overcommit a limit. */
  public static final String QUOTA = "quota";

  private static final Set<String> ALL =
      Set.of(
          REFERENCE_NOT_FOUND,
          REFERENCE_NOT_AVAILABLE,
          INVALID_PARAMETERS,
          INVALID_ROUTES,
          NOT_ALLOWED,
          INVALID_RESILIENCE,
          OWNERSHIP,
          QUOTA);

  private BuiltIn() {}

  /** All of them. */
  public static Set<String> names() {
    return ALL;
  }
}
