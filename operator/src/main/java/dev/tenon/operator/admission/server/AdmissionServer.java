package dev.tenon.operator.admission.server;

import dev.tenon.engine.render.Renderer;
import dev.tenon.engine.review.Review;
import dev.tenon.operator.admission.AdmissionHandler;
import dev.tenon.operator.admission.server.AdmissionSettings.Given;
import dev.tenon.operator.admission.server.AdmissionSettings.Own;
import dev.tenon.operator.admission.server.Endpoint.Answer;
import dev.tenon.operator.tls.AuthoritySecret;
import dev.tenon.operator.tls.Identity;
import dev.tenon.operator.tls.ServedIdentity;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.RequestConfigBuilder;
import java.io.IOException;
import java.security.GeneralSecurityException;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Map;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The admission webhook of a cluster. Any number of them serve at the same time and none leads:
 * what they share is in the API server.
 */
public final class AdmissionServer implements AutoCloseable {
  /** Where AdmissionReviews are posted. */
  public static final String REVIEW = "/review";

  private static final Logger LOG = LoggerFactory.getLogger(AdmissionServer.class);

  /** A question within a review must leave time for its answer, of 5 s in all. */
  private static final Duration QUESTION = Duration.ofMillis(1500);

  private static final Duration LAST_ANSWERS = Duration.ofSeconds(5);

  private final AdmissionSettings settings;
  private final Deque<AutoCloseable> parts = new ArrayDeque<>();
  private final WatchedEstate estate;
  private final ServedIdentity served = new ServedIdentity();
  private final Trust trust;
  private final Upkeep upkeep;
  private final Endpoint endpoint;
  private volatile boolean leaving;

  private AdmissionServer(KubernetesClient client, AdmissionSettings settings) throws IOException {
    this.settings = settings;
    KubernetesClient quick =
        client
            .newClient(
                new RequestConfigBuilder()
                    .withRequestTimeout((int) QUESTION.toMillis())
                    .withRequestRetryBackoffLimit(0)
                    .build())
            .adapt(KubernetesClient.class);
    this.trust = trust(client, settings, served);
    this.estate = part(new WatchedEstate(client, settings.namespaces()));
    this.upkeep = part(new Upkeep(client, settings.certificate(), trust));
    Review review =
        Review.with(Renderer.with(settings.schemes())).enforcing(settings.enforcement());
    AdmissionHandler handler =
        new AdmissionHandler(
            estate.estate(),
            estate.ledger(),
            review,
            new SubjectAccessReviews(quick),
            new LiveReads(quick, estate, QUESTION));
    try {
      this.endpoint =
          part(
              new Endpoint(
                  settings.listen(),
                  served.context(),
                  Map.of(
                      REVIEW,
                      new Reviewing(handler, settings.clock()),
                      "/healthz",
                      exchange -> Answer.text(200, "alive"),
                      "/readyz",
                      exchange -> readiness())));
    } catch (IOException e) {
      close();
      throw e;
    } catch (GeneralSecurityException e) {
      close();
      throw new IOException("this Java has no TLS: " + e.getMessage(), e);
    }
  }

  private static Trust trust(
      KubernetesClient client, AdmissionSettings settings, ServedIdentity served) {
    if (settings.certificate() instanceof Own own) {
      return new OwnAuthority(
          served,
          new AuthoritySecret(client, own.namespace(), own.secret(), own.lives()),
          new CaBundle(client, own.configuration()),
          own.hosts(),
          own.lives(),
          InstantSource.system());
    }
    return new GivenFiles(served, ((Given) settings.certificate()).folder());
  }

  private <T extends AutoCloseable> T part(T part) {
    parts.push(part);
    return part;
  }

  /**
   * Starts one. When this returns it listens, and is ready a little later.
   *
   * @param client of the cluster; it stays open when the server ends
   * @throws IOException where the port cannot be had
   */
  public static AdmissionServer start(KubernetesClient client, AdmissionSettings settings)
      throws IOException {
    return new AdmissionServer(client, settings);
  }

  /** The port that it listens on. */
  public int port() {
    return endpoint.address().getPort();
  }

  /** Whether API servers can ask it: it has read everything, and they trust it. */
  public boolean ready() {
    return !leaving && estate.complete() && trust.established();
  }

  /** The certificate that is shown now. */
  Optional<X509Certificate> certificate() {
    return served.shown().map(Identity::certificate);
  }

  private Answer readiness() {
    if (ready()) {
      return Answer.text(200, "ready");
    }
    String why =
        leaving
            ? "it is about to end"
            : estate.complete() ? "it has no certificate yet" : "it has not read everything yet";
    return Answer.text(503, "not ready: " + why);
  }

  /**
   * Says that it is not ready, serves on until everybody has noticed, and ends when the last
   * request has its answer.
   */
  public void drain() throws InterruptedException {
    leaving = true;
    endpoint.leave();
    LOG.info("takes leave for {} s", settings.drain().toSeconds());
    upkeep.pause(settings.drain());
    endpoint.finish(LAST_ANSWERS);
    close();
  }

  /** Ends at once. */
  @Override
  public void close() {
    leaving = true;
    while (!parts.isEmpty()) {
      try {
        parts.pop().close();
      } catch (Exception e) {
        // the others must be closed all the same
        LOG.warn("a part did not close: {}", e.getMessage());
      }
    }
  }
}
