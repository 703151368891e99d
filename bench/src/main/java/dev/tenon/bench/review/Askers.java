package dev.tenon.bench.review;

import dev.tenon.bench.Waiting;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.PoolOptions;
import io.vertx.core.net.PemTrustOptions;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.LongAdder;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;

/** Those who post reviews: connections that are open already, and take turns. */
final class Askers implements AutoCloseable {
  private static final Duration PATIENCE = Duration.ofMinutes(2);
  private static final String ALLOWED = "\"allowed\":true";

  private final List<HttpClient> connections;
  private final List<Buffer> reviews;
  private final AtomicInteger turn = new AtomicInteger();
  private final LongAdder failed = new LongAdder();

  /** Opens them all, each by a review of its own. */
  Askers(Vertx vertx, int port, String authority, int connections, List<Buffer> reviews) {
    HttpClientOptions options =
        new HttpClientOptions()
            .setSsl(true)
            .setPemTrustOptions(new PemTrustOptions().addCertValue(Buffer.buffer(authority)))
            .setDefaultHost("127.0.0.1")
            .setDefaultPort(port)
            .setKeepAliveTimeout(3600);
    this.reviews = reviews;
    this.connections =
        Stream.generate(() -> vertx.createHttpClient(options, new PoolOptions().setHttp1MaxSize(1)))
            .limit(connections)
            .toList();
    AtomicInteger open = new AtomicInteger();
    for (int i = 0; i < connections; i++) {
      ask(i).onComplete(any -> open.incrementAndGet());
    }
    Waiting.until(
        () -> open.get() == connections, PATIENCE, () -> open.get() + " connections were opened");
  }

  /** Posts a review over one of the connections, when that has the answers to all before. */
  private Future<String> post(int connection, Buffer review) {
    return connections
        .get(connection)
        .request(HttpMethod.POST, "/review")
        // the body is asked for where the answer arrives: later, a fast one would have gone by
        .compose(
            request ->
                request
                    .putHeader("Content-Type", "application/json")
                    .send(review)
                    .compose(HttpClientResponse::body))
        .map(Buffer::toString);
  }

  private Future<String> ask(int connection) {
    int review = Math.floorMod(turn.getAndIncrement(), reviews.size());
    return post(connection, reviews.get(review))
        .onComplete(
            answer -> {
              if (answer.failed() || !answer.result().contains(ALLOWED)) {
                failed.increment();
              }
            });
  }

  /** The answer to one review. */
  String answer(Buffer review) throws Exception {
    return post(0, review).toCompletionStage().toCompletableFuture().get();
  }

  /**
   * Posts reviews at a rate, each when it is due whatever became of those before.
   *
   * @return nanoseconds from when each was due to the end of its answer, ascending
   * @throws IllegalStateException if an answer is anything but allowed
   */
  long[] atRate(int perSecond, Duration time) {
    int count = (int) (perSecond * time.toSeconds());
    long[] took = new long[count];
    AtomicInteger answered = new AtomicInteger();
    long begin = System.nanoTime();
    for (int i = 0; i < count; i++) {
      int which = i;
      long due = begin + i * 1_000_000_000L / perSecond;
      for (long left = due - System.nanoTime(); left > 0; left = due - System.nanoTime()) {
        LockSupport.parkNanos(left);
      }
      ask(i % connections.size())
          .onComplete(
              any -> {
                took[which] = System.nanoTime() - due;
                answered.incrementAndGet();
              });
    }
    Waiting.until(
        () -> answered.get() == count,
        PATIENCE,
        () -> answered.get() + " of " + count + " reviews were answered");
    allAllowed();
    Arrays.sort(took);
    return took;
  }

  /**
   * Posts on every connection one review after the other.
   *
   * @return how many were answered
   * @throws IllegalStateException if an answer is anything but allowed
   */
  long asFastAsTheyAreAnswered(Duration time) throws InterruptedException {
    LongAdder answered = new LongAdder();
    CountDownLatch ended = new CountDownLatch(connections.size());
    long end = System.nanoTime() + time.toNanos();
    for (int i = 0; i < connections.size(); i++) {
      again(i, end, answered, ended);
    }
    ended.await();
    allAllowed();
    return answered.sum();
  }

  private void again(int connection, long end, LongAdder answered, CountDownLatch ended) {
    if (System.nanoTime() > end) {
      ended.countDown();
      return;
    }
    ask(connection)
        .onComplete(
            any -> {
              answered.increment();
              again(connection, end, answered, ended);
            });
  }

  private void allAllowed() {
    if (failed.sum() > 0) {
      throw new IllegalStateException(failed.sum() + " reviews were not answered with allowed");
    }
  }

  @Override
  public void close() {
    connections.forEach(HttpClient::close);
  }
}
