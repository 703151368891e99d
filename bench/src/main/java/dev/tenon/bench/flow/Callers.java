package dev.tenon.bench.flow;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.PoolOptions;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.LongAdder;

/** Those who send messages to a flow. */
final class Callers implements AutoCloseable {
  private final HttpClient client;
  private final String path;
  private final int connections;
  private final Messages messages;

  Callers(Vertx vertx, Contender to, int connections, Messages messages) {
    this.client =
        vertx.createHttpClient(
            new HttpClientOptions().setDefaultHost("127.0.0.1").setDefaultPort(to.port()),
            new PoolOptions().setHttp1MaxSize(connections));
    this.path = to.path();
    this.connections = connections;
    this.messages = messages;
  }

  /**
   * What a load came to.
   *
   * @param accepted answered with 2xx
   * @param refused answered otherwise, or not
   */
  record Load(long accepted, long refused) {}

  /** Each connection sends one message after the other for so long. */
  Load asFastAsTheyAreAnswered(Duration time) throws InterruptedException {
    LongAdder accepted = new LongAdder();
    LongAdder refused = new LongAdder();
    CountDownLatch ended = new CountDownLatch(connections);
    long end = System.nanoTime() + time.toNanos();
    for (int i = 0; i < connections; i++) {
      again(end, accepted, refused, ended);
    }
    ended.await();
    return new Load(accepted.sum(), refused.sum());
  }

  private void again(long end, LongAdder accepted, LongAdder refused, CountDownLatch ended) {
    if (System.nanoTime() > end) {
      ended.countDown();
      return;
    }
    send(messages.number())
        .onComplete(
            status -> {
              (status.succeeded() && status.result() / 100 == 2 ? accepted : refused).increment();
              again(end, accepted, refused, ended);
            });
  }

  /** Sends a message, and tells the status of the answer. */
  Future<Integer> send(long number) {
    return client
        .request(HttpMethod.POST, path)
        .compose(
            request ->
                request.putHeader("Content-Type", "application/json").send(Messages.body(number)))
        .compose(response -> response.body().map(any -> response.statusCode()));
  }

  @Override
  public void close() {
    client.close();
  }
}
