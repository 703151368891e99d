package dev.tenon.engine.cel;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What CEL needs to know of a schema to declare a variable of its type and to read values of it:
 * the view of a structural schema that type checking has. It is an interface so that expressions do
 * not depend on how schemas are read and validated.
 */
public interface CelSchema {
  /**
   * {@code object}, {@code array}, {@code string}, {@code integer}, {@code number}, {@code
   * boolean}, or empty where the schema names none.
   */
  String type();

  /**
   * The format as written, or empty. {@code date}, {@code date-time}, {@code duration} and {@code
   * byte} change the type in CEL.
   */
  String format();

  /** The regular expression of a string as written, or empty. */
  String pattern();

  /** Whether null is a value. */
  boolean nullable();

  /** {@code x-kubernetes-int-or-string}. */
  boolean intOrString();

  /** {@code x-kubernetes-preserve-unknown-fields}. */
  boolean preservesUnknown();

  /**
   * {@code x-kubernetes-embedded-resource}: apiVersion, kind, metadata.name and
   * metadata.generateName can be read.
   */
  boolean embeddedResource();

  /** {@code x-kubernetes-list-type}: {@code atomic}, {@code set}, {@code map}, or empty. */
  String listType();

  /** {@code x-kubernetes-list-map-keys}. */
  List<String> listMapKeys();

  /** The named fields of an object, in the order of the schema; empty where none are named. */
  Map<String, ? extends CelSchema> properties();

  /** The schema of a list's items. */
  Optional<? extends CelSchema> items();

  /**
   * The schema of the values of a map; empty also where additional properties are allowed or
   * refused as a whole.
   */
  Optional<? extends CelSchema> additionalProperties();

  /**
   * This schema as the root of a resource: with apiVersion, kind, metadata.name and
   * metadata.generateName where it does not name them.
   */
  CelSchema asResource();
}
