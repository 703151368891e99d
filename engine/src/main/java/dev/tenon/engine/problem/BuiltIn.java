package dev.tenon.engine.problem;

import java.util.Set;

/**
 * The names of the rules that are built in. They stand in refusals like those of policies, so no
 * policy may take one.
 */
public final class BuiltIn {
  /** A file is not there, or cannot be read as YAML or JSON. */
  public static final String UNREADABLE = "unreadable";

  /** An object is of a kind or version that is not known here. */
  public static final String UNKNOWN_KIND = "unknown-kind";

  /** An object has a field that its kind does not have. */
  public static final String UNKNOWN_FIELD = "unknown-field";

  /** A value is not what the schema of its kind asks for. */
  public static final String INVALID_FIELD = "invalid-field";

  /** An object stands twice in the files. */
  public static final String DECLARED_TWICE = "declared-twice";

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

  /** Too few people know the integration. */
  public static final String OWNER_UNDERSTAFFED = "owner-understaffed";

  /** A Team leaves open what should be said. */
  public static final String TEAM_INCOMPLETE = "team-incomplete";

  /** A claim names a limit that there is not, or of a System that is not called. */
  public static final String CLAIM_UNKNOWN = "claim-unknown";

  /** A limit of a System that is called has no claim. */
  public static final String CLAIM_MISSING = "claim-missing";

  /** A claim asks for more than is left of a limit. */
  public static final String CLAIM_OVERCOMMITS = "claim-overcommits";

  /** A share is too small for one call. */
  public static final String CLAIM_TOO_SMALL = "claim-too-small";

  /** A policy's expression does not compile, or names what there is not. */
  public static final String POLICY_INVALID = "policy-invalid";

  /** A policy has the name of a built-in rule. */
  public static final String POLICY_NAME_RESERVED = "policy-name-reserved";

  /** Glass is broken by someone who may not. */
  public static final String BREAK_GLASS_NOT_ALLOWED = "break-glass-not-allowed";

  /** An integration moves to a stage to which it cannot go. */
  public static final String STAGE_TRANSITION = "stage-transition";

  /** What others use is deleted. */
  public static final String IN_USE = "in-use";

  /** An edit of a pattern leaves those who follow it without a plan. */
  public static final String PATTERN_BREAKS_USERS = "pattern-breaks-users";

  /** A pattern is followed that ends. */
  public static final String PATTERN_DEPRECATED = "pattern-deprecated";

  /** An integration, or its pattern, was meant to end before today. */
  public static final String SUNSET_PASSED = "sunset-passed";

  /** Ownership is confirmed by someone else, of a day to come, or unconfirmed. */
  public static final String CONFIRMATION_INVALID = "confirmation-invalid";

  /** A Waiver is approved by someone who may not, or for too long. */
  public static final String APPROVAL_INVALID = "approval-invalid";

  /** More is claimed of a limit than there is now. */
  public static final String LIMIT_OVERCOMMITTED = "limit-overcommitted";

  private static final Set<String> ALL =
      Set.of(
          UNREADABLE,
          UNKNOWN_KIND,
          UNKNOWN_FIELD,
          INVALID_FIELD,
          DECLARED_TWICE,
          REFERENCE_NOT_FOUND,
          REFERENCE_NOT_AVAILABLE,
          INVALID_PARAMETERS,
          INVALID_ROUTES,
          NOT_ALLOWED,
          INVALID_RESILIENCE,
          OWNER_UNDERSTAFFED,
          TEAM_INCOMPLETE,
          CLAIM_UNKNOWN,
          CLAIM_MISSING,
          CLAIM_OVERCOMMITS,
          CLAIM_TOO_SMALL,
          POLICY_INVALID,
          POLICY_NAME_RESERVED,
          BREAK_GLASS_NOT_ALLOWED,
          STAGE_TRANSITION,
          IN_USE,
          PATTERN_BREAKS_USERS,
          PATTERN_DEPRECATED,
          SUNSET_PASSED,
          CONFIRMATION_INVALID,
          APPROVAL_INVALID,
          LIMIT_OVERCOMMITTED);

  private BuiltIn() {}

  /** All of them. */
  public static Set<String> names() {
    return ALL;
  }
}
