package dev.tenon.operator.tls;

import java.security.GeneralSecurityException;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * The authorities of a server over time: the one that signs now, the one that will, and those that
 * did. Callers are told to trust all of them, and a new one signs only when they have known it for
 * a while, so that nobody ever meets a certificate that he does not trust.
 *
 * @param retired the certificates of those that signed before, until they end
 */
public record Authorities(
    Authority current, Optional<Authority> next, List<X509Certificate> retired) {
  /** The entry of the Secret with all certificates that callers are to trust. */
  public static final String BUNDLE = "ca.crt";

  private static final String CURRENT = "tls.crt";
  private static final String CURRENT_KEY = "tls.key";
  private static final String NEXT = "next.crt";
  private static final String NEXT_KEY = "next.key";
  private static final String RETIRED = "retired.crt";

  /**
   * How long things live.
   *
   * @param authority how long an authority is valid; after two thirds of it the next is made
   * @param overlap how long callers know an authority before it signs
   * @param server how long a server's certificate is valid; after two thirds of it another is made
   */
  public record Lives(Duration authority, Duration overlap, Duration server) {
    /** A year, an hour, a week. */
    public static final Lives DEFAULT =
        new Lives(Duration.ofDays(365), Duration.ofHours(1), Duration.ofDays(7));
  }

  /** Keeps a copy. */
  public Authorities {
    retired = List.copyOf(retired);
  }

  /** One that is new. */
  public static Authorities begin(String name, Instant now, Lives lives)
      throws GeneralSecurityException {
    return new Authorities(
        Authority.create(name, now, lives.authority()), Optional.empty(), List.of());
  }

  /**
   * What they should be at that time; the same where nothing is to change.
   *
   * @param trusted whether callers are told of all of them by now
   */
  public Authorities at(String name, Instant now, Lives lives, boolean trusted)
      throws GeneralSecurityException {
    if (!now.isBefore(current.identity().end())) {
      // nobody looked for too long: what it signed is worthless anyway
      return begin(name, now, lives);
    }
    List<X509Certificate> living =
        retired.stream().filter(one -> now.isBefore(one.getNotAfter().toInstant())).toList();
    if (next.isPresent()) {
      boolean known = trusted && !now.isBefore(next.get().made().plus(lives.overlap()));
      return known
          ? new Authorities(
              next.get(), Optional.empty(), with(living, current.identity().certificate()))
          : new Authorities(current, next, living);
    }
    return now.isBefore(aged(current.made(), current.identity().end()))
        ? new Authorities(current, next, living)
        : new Authorities(
            current, Optional.of(Authority.create(name, now, lives.authority())), living);
  }

  private static List<X509Certificate> with(List<X509Certificate> all, X509Certificate one) {
    List<X509Certificate> more = new ArrayList<>(all);
    more.add(one);
    return more;
  }

  /** When what lives from here to there should be replaced. */
  public static Instant aged(Instant from, Instant to) {
    return from.plus(Duration.between(from, to).multipliedBy(2).dividedBy(3));
  }

  /** All certificates that callers are to trust, as PEM. */
  public String bundle() throws GeneralSecurityException {
    StringBuilder bundle = new StringBuilder(Pem.of(current.identity().certificate()));
    if (next.isPresent()) {
      bundle.append(Pem.of(next.get().identity().certificate()));
    }
    for (X509Certificate one : retired) {
      bundle.append(Pem.of(one));
    }
    return bundle.toString();
  }

  /** As entries of a Secret. */
  public SortedMap<String, String> write() throws GeneralSecurityException {
    SortedMap<String, String> entries = new TreeMap<>();
    entries.put(BUNDLE, bundle());
    entries.put(CURRENT, Pem.of(current.identity().certificate()));
    entries.put(CURRENT_KEY, Pem.of(current.identity().key()));
    if (next.isPresent()) {
      entries.put(NEXT, Pem.of(next.get().identity().certificate()));
      entries.put(NEXT_KEY, Pem.of(next.get().identity().key()));
    }
    if (!retired.isEmpty()) {
      StringBuilder all = new StringBuilder();
      for (X509Certificate one : retired) {
        all.append(Pem.of(one));
      }
      entries.put(RETIRED, all.toString());
    }
    return Collections.unmodifiableSortedMap(entries);
  }

  /**
   * From entries of a Secret; empty where there are none.
   *
   * @throws GeneralSecurityException where they are not what was written
   */
  public static Optional<Authorities> read(Map<String, String> entries)
      throws GeneralSecurityException {
    Optional<Authority> current = authority(entries, CURRENT, CURRENT_KEY);
    if (current.isEmpty()) {
      return Optional.empty();
    }
    return Optional.of(
        new Authorities(
            current.get(),
            authority(entries, NEXT, NEXT_KEY),
            Pem.certificates(entries.getOrDefault(RETIRED, ""))));
  }

  private static Optional<Authority> authority(
      Map<String, String> entries, String certificate, String key) throws GeneralSecurityException {
    return entries.containsKey(certificate) && entries.containsKey(key)
        ? Optional.of(new Authority(Identity.check(entries.get(certificate), entries.get(key))))
        : Optional.empty();
  }
}
