package dev.tenon.engine.cel;

import java.util.Optional;

/**
 * The environment of rules that stand beside a schema ({@code x-kubernetes-validations}): {@code
 * self} is the value that the schema describes, {@code oldSelf} the value before the update,
 * optional for rules that say so.
 */
public final class CelRules {
  private static final String SELF = "self";
  private static final String OLD_SELF = "oldSelf";

  private final CelEnvironment plain;
  private final CelEnvironment optionalOld;

  private CelRules(SchemaType type) {
    plain = CelEnvironment.builder().variable(SELF, type).variable(OLD_SELF, type).build();
    optionalOld =
        CelEnvironment.builder().variable(SELF, type).optionalVariable(OLD_SELF, type).build();
  }

  /**
   * The environment of a schema's rules; empty where rules cannot see its values.
   *
   * @param resource whether the schema is the root of a resource
   */
  public static Optional<CelRules> of(CelSchema schema, boolean resource) {
    return SchemaType.of(
            resource ? schema.asResource() : schema, "selfType", SchemaReading.ofRules())
        .map(CelRules::new);
  }

  /**
   * The environment of one rule.
   *
   * @param optionalOldSelf whether {@code oldSelf} is an optional value in it
   */
  public CelEnvironment environment(boolean optionalOldSelf) {
    return optionalOldSelf ? optionalOld : plain;
  }

  /** Whether an expression speaks of the value before the update. */
  public static boolean isTransition(CelExpression expression) {
    return expression.reads(OLD_SELF);
  }
}
