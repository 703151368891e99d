package dev.tenon.operator.admission.server;

import dev.tenon.engine.review.Enforcement;
import dev.tenon.operator.tls.Authorities.Lives;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Set;

/**
 * What an admission server is set to.
 *
 * @param listen where it listens; port 0 for any that is free
 * @param certificate where its certificate comes from
 * @param enforcement whether what is refused is refused, or only warned of
 * @param namespaces whose objects are read; empty: all. Cluster kinds always are
 * @param schemes of Camel components that routes may use besides those that all may
 * @param drain how long it goes on serving after it has said that it will not
 * @param clock what day it is for rules; certificates are of today whatever it says
 */
public record AdmissionSettings(
    InetSocketAddress listen,
    Certificate certificate,
    Enforcement enforcement,
    Set<String> namespaces,
    Set<String> schemes,
    Duration drain,
    InstantSource clock) {

  /** Keeps a copy. */
  public AdmissionSettings {
    namespaces = Set.copyOf(namespaces);
    schemes = Set.copyOf(schemes);
  }

  /** For all namespaces. */
  public AdmissionSettings(
      InetSocketAddress listen,
      Certificate certificate,
      Enforcement enforcement,
      Set<String> schemes,
      Duration drain,
      InstantSource clock) {
    this(listen, certificate, enforcement, Set.of(), schemes, drain, clock);
  }

  /** Where the certificate of the server comes from. */
  public sealed interface Certificate {}

  /**
   * From an authority that the servers have themselves, and that they tell API servers to trust.
   *
   * @param namespace of the Secret
   * @param secret that holds the authority; made where absent
   * @param configuration the ValidatingWebhookConfiguration whose {@code caBundle} they keep
   * @param hosts the names by which API servers call them, the first leading
   */
  public record Own(
      String namespace, String secret, String configuration, List<String> hosts, Lives lives)
      implements Certificate {
    /** Keeps a copy. */
    public Own {
      hosts = List.copyOf(hosts);
      if (hosts.isEmpty()) {
        throw new IllegalArgumentException("a certificate is for at least one host");
      }
    }
  }

  /**
   * From somebody else, who renews it and tells API servers to trust it.
   *
   * @param folder with {@code tls.crt} and {@code tls.key}
   */
  public record Given(Path folder) implements Certificate {}
}
