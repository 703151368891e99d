package dev.tenon.runner.http;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.camel.Processor;
import org.apache.camel.component.platform.http.PlatformHttpEndpoint;
import org.apache.camel.component.platform.http.spi.PlatformHttpConsumer;
import org.apache.camel.component.platform.http.spi.PlatformHttpEngine;
import org.apache.camel.support.service.ServiceSupport;

/**
 * The part of the shared server that one CamelContext sees: the engine of its platform-http
 * component, bound in its registry. Its consumers come to be here while the context starts;
 * requests come only once it is mounted.
 */
public final class ContextHttp extends ServiceSupport implements PlatformHttpEngine {
  private final String prefix;
  private final int maxBytes;
  private final FailureSink failures;
  private final List<FrontConsumer> consumers = new CopyOnWriteArrayList<>();
  private final AtomicInteger requests = new AtomicInteger();
  private final CompletableFuture<Void> idle = new CompletableFuture<>();
  private volatile boolean closed;

  /** Takes what did not go well. */
  public interface FailureSink {
    /**
     * A request failed.
     *
     * @param id what the caller was told instead of the reason, if it was not told the reason
     */
    void failed(String routeId, Optional<String> id, Throwable failure);

    /** A request was turned away because too many are in work. */
    void turnedAway(String path);
  }

  /**
   * For a context whose paths all start with a prefix.
   *
   * @param prefix {@code /<namespace>/<integration>}
   * @param maxBytes the largest body that is read
   */
  public ContextHttp(String prefix, int maxBytes, FailureSink failures) {
    this.prefix = prefix;
    this.maxBytes = maxBytes;
    this.failures = failures;
  }

  @Override
  public PlatformHttpConsumer createConsumer(PlatformHttpEndpoint endpoint, Processor processor) {
    return new FrontConsumer(this, endpoint, processor, failures);
  }

  /**
   * Where an endpoint listens. A path outside of the integration's own is below it.
   *
   * @param path as it stands in the route
   */
  PathTemplate template(String path) {
    boolean own = path.equals(prefix) || path.startsWith(prefix + "/");
    return PathTemplate.parse(own ? path : prefix + path);
  }

  /**
   * Adds a consumer that has started.
   *
   * @throws IllegalArgumentException if another one of this context listens to the same
   */
  void add(FrontConsumer consumer) {
    for (FrontConsumer other : consumers) {
      if (other.template().sameAs(consumer.template()) && overlap(other, consumer)) {
        throw new IllegalArgumentException(
            "two routes listen on "
                + consumer.template().text()
                + ": give one of them another path or method");
      }
    }
    consumers.add(consumer);
  }

  void remove(FrontConsumer consumer) {
    consumers.remove(consumer);
  }

  private static boolean overlap(FrontConsumer one, FrontConsumer other) {
    if (one.methods().isEmpty() || other.methods().isEmpty()) {
      return true;
    }
    Set<String> both = new HashSet<>(one.methods());
    both.retainAll(other.methods());
    return !both.isEmpty();
  }

  int maxBytes() {
    return maxBytes;
  }

  /** What a request comes to. */
  record Match(FrontConsumer consumer, Map<String, String> pathParameters) {}

  /** The consumer of a path and method, or the refusal. */
  Found find(String method, List<String> path) {
    List<Match> matches = new ArrayList<>();
    Set<String> allowed = new TreeSet<>();
    for (FrontConsumer consumer : consumers) {
      Optional<Map<String, String>> parameters = consumer.template().match(path);
      if (parameters.isEmpty()) {
        continue;
      }
      if (consumer.methods().isEmpty() || consumer.methods().contains(method)) {
        matches.add(new Match(consumer, parameters.get()));
      } else {
        allowed.addAll(consumer.methods());
      }
    }
    Optional<Match> best =
        matches.stream()
            .max(
                (one, other) ->
                    Long.compare(
                        one.consumer().template().literals(),
                        other.consumer().template().literals()));
    return new Found(best, allowed);
  }

  /**
   * What was found.
   *
   * @param allowed methods that the path takes, when it takes not this one
   */
  record Found(Optional<Match> match, Set<String> allowed) {}

  /** A request begins; false when this context takes no more. */
  boolean enter() {
    requests.incrementAndGet();
    if (closed) {
      leave();
      return false;
    }
    return true;
  }

  /** A request has ended. */
  void leave() {
    if (requests.decrementAndGet() == 0 && closed) {
      idle.complete(null);
    }
  }

  /** Takes no more requests, for good; those that began go on. */
  public void closeIntake() {
    closed = true;
    if (requests.get() == 0) {
      idle.complete(null);
    }
  }

  /** Waits after {@link #closeIntake} until no request is in work, at most so long. */
  public void awaitIdle(Duration most) {
    try {
      idle.get(most.toMillis(), TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (ExecutionException | TimeoutException e) {
      // the context is stopped over it
    }
  }

  /** Requests in work. */
  public int inWork() {
    return requests.get();
  }
}
