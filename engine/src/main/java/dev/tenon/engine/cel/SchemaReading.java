package dev.tenon.engine.cel;

import dev.cel.common.types.CelType;
import java.util.Optional;
import java.util.function.Function;

/**
 * How schemas are read into types of CEL where Kubernetes leaves a choice.
 *
 * @param undeclared what happens to content that no schema describes
 * @param texts strings that are values of another type, beyond those that their format makes so;
 *     empty for a plain string
 */
public record SchemaReading(Undeclared undeclared, Function<CelSchema, Optional<TextType>> texts) {
  /** What no schema describes: below {@code x-kubernetes-preserve-unknown-fields}. */
  public enum Undeclared {
    /** It cannot be named in an expression, as in the rules of a CustomResourceDefinition. */
    HIDDEN,
    /** Its type is dynamic. */
    DYNAMIC
  }

  /**
   * A string that is a value of another type.
   *
   * @param type the type that expressions see
   * @param read makes the value, of the class that CEL has for the type; throws
   *     IllegalArgumentException with a message for people
   */
  public record TextType(CelType type, Function<String, Object> read) {}

  /** As the rules of a CustomResourceDefinition are read. */
  public static SchemaReading ofRules() {
    return new SchemaReading(Undeclared.HIDDEN, schema -> Optional.empty());
  }

  /** With undeclared content as dynamic values. */
  public static SchemaReading dynamic() {
    return new SchemaReading(Undeclared.DYNAMIC, schema -> Optional.empty());
  }

  /** This reading, and these strings as values of another type. */
  public SchemaReading withTexts(Function<CelSchema, Optional<TextType>> types) {
    return new SchemaReading(undeclared, types);
  }
}
