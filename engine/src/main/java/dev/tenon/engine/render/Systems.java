package dev.tenon.engine.render;

import dev.tenon.api.v1alpha1.Credentials;
import dev.tenon.api.v1alpha1.SecretRef;
import dev.tenon.api.v1alpha1.SystemResource;
import dev.tenon.api.v1alpha1.Webhook;
import dev.tenon.engine.estate.Refs;
import dev.tenon.plan.SystemSpec;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;

/** The Systems that one rendering meets, each as a runner needs to know it. */
final class Systems {
  private final Function<String, Optional<SystemResource>> estate;
  private final SortedMap<String, SystemResource> declared = new TreeMap<>();
  private final SortedMap<String, SystemSpec> met = new TreeMap<>();

  Systems(Function<String, Optional<SystemResource>> estate) {
    this.estate = estate;
  }

  /** The System of that name; a missing one is noted as missing where it is named. */
  Optional<SystemSpec> find(String name, Where named, Findings findings) {
    if (!met.containsKey(name)) {
      estate
          .apply(name)
          .ifPresent(
              system -> {
                declared.put(name, system);
                met.put(name, spec(name, system.spec()));
              });
    }
    Optional<SystemSpec> found = Optional.ofNullable(met.get(name));
    if (found.isEmpty()) {
      findings.missing(named, Refs.system(name));
    }
    return found;
  }

  /** All that were met, by name. */
  SortedMap<String, SystemSpec> met() {
    return met;
  }

  /** Whether a System that was met limits calls in a time, which needs a durable counter. */
  boolean counted(String name) {
    return declared.get(name).spec().limits().stream()
        .anyMatch(limit -> limit.concurrency().isEmpty());
  }

  private static SystemSpec spec(String name, dev.tenon.api.v1alpha1.SystemSpec spec) {
    return new SystemSpec(
        name,
        spec.endpoint().uri(),
        new TreeMap<>(spec.endpoint().parameters()),
        spec.credentials()
            .map(Systems::credentials)
            .orElseGet(dev.tenon.plan.Credentials.None::new),
        spec.webhook().map(Systems::webhook),
        new TreeSet<>(spec.unavailableOn()));
  }

  private static dev.tenon.plan.Credentials credentials(Credentials declared) {
    String secret = declared.secretRef().map(SecretRef::name).orElse("");
    return switch (declared.type()) {
      case None -> new dev.tenon.plan.Credentials.None();
      case Bearer -> new dev.tenon.plan.Credentials.Bearer(secret);
      case Basic -> new dev.tenon.plan.Credentials.Basic(secret);
      case Header ->
          new dev.tenon.plan.Credentials.Header(
              secret, declared.header().map(Credentials.Header::name).orElse(""));
      case OAuth2 -> oauth2(secret, declared.oauth2().orElseThrow());
    };
  }

  private static dev.tenon.plan.Credentials oauth2(String secret, Credentials.OAuth2 declared) {
    return new dev.tenon.plan.Credentials.OAuth2(
        secret,
        switch (declared.grant()) {
          case ClientCredentials -> dev.tenon.plan.Credentials.OAuth2.Grant.ClientCredentials;
          case RefreshToken -> dev.tenon.plan.Credentials.OAuth2.Grant.RefreshToken;
          case JWTBearer -> dev.tenon.plan.Credentials.OAuth2.Grant.JWTBearer;
        },
        declared.tokenURL(),
        new TreeSet<>(declared.scopes()),
        declared.audience(),
        declared.subject());
  }

  private static dev.tenon.plan.Webhook webhook(Webhook declared) {
    return new dev.tenon.plan.Webhook(
        dev.tenon.plan.Webhook.Type.valueOf(declared.type().name()),
        declared.secretRef().name(),
        declared.tolerance(),
        declared
            .hmac()
            .map(
                hmac ->
                    new dev.tenon.plan.Webhook.Hmac(
                        hmac.header(),
                        hmac.algorithm().name(),
                        hmac.encoding().name(),
                        hmac.prefix().orElse(""))));
  }
}
