package dev.tenon.local.api.kinds;

import java.util.Comparator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Kubernetes' order of version names: GA before beta before alpha, then newest first, then others.
 */
final class VersionOrder {
  private static final Pattern KUBE =
      Pattern.compile("v([1-9][0-9]*)(?:(alpha|beta)([1-9][0-9]*))?");

  static final Comparator<String> NEWEST_FIRST =
      Comparator.comparingLong(VersionOrder::rank)
          .reversed()
          .thenComparing(Comparator.naturalOrder());

  private VersionOrder() {}

  private static long rank(String version) {
    Matcher m = KUBE.matcher(version);
    if (!m.matches()) {
      return -1;
    }
    long stability = m.group(2) == null ? 2 : m.group(2).equals("beta") ? 1 : 0;
    long minor = m.group(3) == null ? 0 : Long.parseLong(m.group(3));
    return stability * 1_000_000_000_000L + Long.parseLong(m.group(1)) * 1_000_000L + minor;
  }
}
