package dev.tenon.engine.cel.library;

import static dev.cel.common.types.SimpleType.BOOL;
import static dev.cel.common.types.SimpleType.INT;
import static dev.cel.common.types.SimpleType.STRING;

import dev.cel.common.types.OpaqueType;
import dev.tenon.engine.apimachinery.SemanticVersion;
import java.util.List;

/**
 * {@code semver}, {@code isSemver}, the parts of a version, and comparison; both read leniently on
 * demand.
 */
final class SemverLibrary {
  private static final OpaqueType SEMVER = OpaqueType.create("kubernetes.Semver");

  /** A version as a value. */
  private static final class SemverValue extends LibraryValue<SemanticVersion> {
    SemverValue(SemanticVersion version) {
      super(SEMVER, version);
    }
  }

  private SemverLibrary() {}

  static List<Overload> overloads() {
    return List.of(
        Overload.global(
            "semver", "string_to_semver", SEMVER, STRING, text -> parse((String) text, false)),
        Overload.global(
            "semver",
            "string_bool_to_semver",
            SEMVER,
            STRING,
            BOOL,
            (text, lenient) -> parse((String) text, (Boolean) lenient)),
        Overload.global(
            "isSemver", "is_semver_string", BOOL, STRING, text -> isSemver((String) text, false)),
        Overload.global(
            "isSemver",
            "is_semver_string_bool",
            BOOL,
            STRING,
            BOOL,
            (text, lenient) -> isSemver((String) text, (Boolean) lenient)),
        Overload.member("major", "semver_major", INT, SEMVER, version -> inside(version).major()),
        Overload.member("minor", "semver_minor", INT, SEMVER, version -> inside(version).minor()),
        Overload.member("patch", "semver_patch", INT, SEMVER, version -> inside(version).patch()));
  }

  static List<Overload> comparisons() {
    return Comparisons.of("semver", SEMVER, (a, b) -> inside(a).compareTo(inside(b)));
  }

  private static SemverValue parse(String text, boolean lenient) {
    try {
      return new SemverValue(
          lenient ? SemanticVersion.parseTolerantly(text) : SemanticVersion.parse(text));
    } catch (SemanticVersion.Invalid e) {
      throw Overload.failure(e.getMessage());
    }
  }

  private static boolean isSemver(String text, boolean lenient) {
    try {
      if (lenient) {
        SemanticVersion.parseTolerantly(text);
      } else {
        SemanticVersion.parse(text);
      }
      return true;
    } catch (SemanticVersion.Invalid e) {
      return false;
    }
  }

  private static SemanticVersion inside(Object value) {
    if (value instanceof SemverValue version) {
      return version.inside();
    }
    throw Overload.failure("no such overload");
  }
}
