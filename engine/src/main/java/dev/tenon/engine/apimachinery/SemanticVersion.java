package dev.tenon.engine.apimachinery;

import dev.tenon.engine.golang.GoText;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/**
 * A version as semver.org defines it, read with the rules of {@code blang/semver}. Builds do not
 * count when two are compared.
 *
 * @param prerelease its parts between dots; empty for a release
 */
public record SemanticVersion(
    long major, long minor, long patch, List<String> prerelease, List<String> build)
    implements Comparable<SemanticVersion> {
  /** A text that is no version. */
  public static final class Invalid extends Exception {
    private static final long serialVersionUID = 1L;

    Invalid(String message) {
      super(message);
    }
  }

  private static final Pattern NUMBER = Pattern.compile("[0-9]*");
  private static final Pattern WORD = Pattern.compile("[0-9A-Za-z-]*");

  /**
   * Reads a version.
   *
   * @throws Invalid where the text is none
   */
  public static SemanticVersion parse(String text) throws Invalid {
    if (text.isEmpty()) {
      throw new Invalid("Version string empty");
    }
    String[] parts = text.split("\\.", 3);
    if (parts.length != 3) {
      throw new Invalid("No Major.Minor.Patch elements found");
    }
    long major = number(parts[0], "major", "Major");
    long minor = number(parts[1], "minor", "Minor");
    String patch = parts[2];
    List<String> build = List.of();
    List<String> prerelease = List.of();
    int plus = patch.indexOf('+');
    if (plus >= 0) {
      build = List.of(patch.substring(plus + 1).split("\\.", -1));
      patch = patch.substring(0, plus);
    }
    int dash = patch.indexOf('-');
    if (dash >= 0) {
      prerelease = List.of(patch.substring(dash + 1).split("\\.", -1));
      patch = patch.substring(0, dash);
    }
    long patchNumber = number(patch, "patch", "Patch");
    for (String part : prerelease) {
      if (part.isEmpty()) {
        throw new Invalid("Prerelease is empty");
      }
      if (NUMBER.matcher(part).matches() && part.length() > 1 && part.startsWith("0")) {
        throw new Invalid(
            "Numeric PreRelease version must not contain leading zeroes " + GoText.quote(part));
      }
      if (!WORD.matcher(part).matches()) {
        throw new Invalid("Invalid character(s) found in prerelease " + GoText.quote(part));
      }
    }
    for (String part : build) {
      if (part.isEmpty()) {
        throw new Invalid("Build meta data is empty");
      }
      if (!WORD.matcher(part).matches()) {
        throw new Invalid("Invalid character(s) found in build meta data " + GoText.quote(part));
      }
    }
    return new SemanticVersion(major, minor, patchNumber, prerelease, build);
  }

  /**
   * Reads a version that may begin with {@code v}, lack minor and patch, or have leading zeros.
   *
   * @throws Invalid where even so the text is none
   */
  public static SemanticVersion parseTolerantly(String text) throws Invalid {
    String[] parts = (text.startsWith("v") ? text.substring(1) : text).split("\\.", 3);
    List<String> all = new ArrayList<>();
    for (String part : parts) {
      String significant = part.length() > 1 ? part.replaceFirst("^0+", "") : part;
      boolean digitFirst =
          !significant.isEmpty() && significant.charAt(0) >= '0' && significant.charAt(0) <= '9';
      all.add(part.length() > 1 && !digitFirst ? "0" + significant : significant);
    }
    String last = all.get(all.size() - 1);
    if (all.size() < 3 && (last.contains("+") || last.contains("-"))) {
      throw new Invalid("short version cannot contain PreRelease/Build meta data");
    }
    while (all.size() < 3) {
      all.add("0");
    }
    return parse(String.join(".", all));
  }

  private static long number(String text, String name, String title) throws Invalid {
    if (!NUMBER.matcher(text).matches()) {
      throw new Invalid("Invalid character(s) found in " + name + " number " + GoText.quote(text));
    }
    if (text.length() > 1 && text.startsWith("0")) {
      throw new Invalid(title + " number must not contain leading zeroes " + GoText.quote(text));
    }
    try {
      return Long.parseUnsignedLong(text);
    } catch (NumberFormatException e) {
      throw new Invalid(
          "strconv.ParseUint: parsing "
              + GoText.quote(text)
              + (text.isEmpty() ? ": invalid syntax" : ": value out of range"));
    }
  }

  @Override
  public int compareTo(SemanticVersion other) {
    int order = Long.compareUnsigned(major, other.major);
    order = order != 0 ? order : Long.compareUnsigned(minor, other.minor);
    order = order != 0 ? order : Long.compareUnsigned(patch, other.patch);
    if (order != 0 || prerelease.isEmpty() || other.prerelease.isEmpty()) {
      return order != 0 ? order : Boolean.compare(prerelease.isEmpty(), other.prerelease.isEmpty());
    }
    for (int i = 0; i < Math.min(prerelease.size(), other.prerelease.size()); i++) {
      int part = comparePart(prerelease.get(i), other.prerelease.get(i));
      if (part != 0) {
        return part;
      }
    }
    return Integer.compare(prerelease.size(), other.prerelease.size());
  }

  /** Numbers come before words, and are compared as numbers. */
  private static int comparePart(String a, String b) {
    boolean aNumber = NUMBER.matcher(a).matches();
    boolean bNumber = NUMBER.matcher(b).matches();
    if (aNumber && bNumber) {
      return new BigInteger(a).compareTo(new BigInteger(b));
    }
    return aNumber != bNumber ? (aNumber ? -1 : 1) : Integer.signum(a.compareTo(b));
  }
}
