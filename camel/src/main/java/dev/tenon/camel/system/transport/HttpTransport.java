package dev.tenon.camel.system.transport;

import dev.tenon.camel.system.guard.Stop;
import dev.tenon.camel.system.threads.SharedThreads;
import dev.tenon.plan.Durations;
import java.io.IOException;
import java.io.InputStream;
import java.net.ProxySelector;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.apache.hc.client5.http.classic.methods.HttpUriRequestBase;
import org.apache.hc.client5.http.config.ConnectionConfig;
import org.apache.hc.client5.http.config.RequestConfig;
import org.apache.hc.client5.http.impl.classic.CloseableHttpClient;
import org.apache.hc.client5.http.impl.classic.HttpClients;
import org.apache.hc.client5.http.impl.io.ManagedHttpClientConnectionFactory;
import org.apache.hc.client5.http.impl.io.PoolingHttpClientConnectionManager;
import org.apache.hc.client5.http.impl.io.PoolingHttpClientConnectionManagerBuilder;
import org.apache.hc.client5.http.impl.routing.SystemDefaultRoutePlanner;
import org.apache.hc.client5.http.protocol.HttpClientContext;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.Header;
import org.apache.hc.core5.http.HttpEntity;
import org.apache.hc.core5.http.config.Http1Config;
import org.apache.hc.core5.http.io.entity.ByteArrayEntity;
import org.apache.hc.core5.http.message.BasicHeader;
import org.apache.hc.core5.pool.PoolConcurrencyPolicy;
import org.apache.hc.core5.util.TimeValue;
import org.apache.hc.core5.util.Timeout;

/**
 * The one HTTP client of a process. It sends exactly one request for each call and re-sends nothing
 * by itself; it follows no redirect and keeps no cookie, so that no two integrations share more
 * than connections. Time is bounded as a whole: a request is aborted where it stands, which ends a
 * System that sends one byte a second as well as one that sends none. Only the resolution of the
 * host's name cannot be aborted; it ends when the platform's resolver gives up.
 */
public final class HttpTransport {
  private static final Duration IDLE = Duration.ofSeconds(30);
  private static final HttpTransport SHARED = new HttpTransport();

  private final PoolingHttpClientConnectionManager connections;
  private final CloseableHttpClient client;

  private HttpTransport() {
    connections =
        PoolingHttpClientConnectionManagerBuilder.create()
            // each caller's slots bound its connections; a bound here would let one System's
            // callers starve another's
            .setPoolConcurrencyPolicy(PoolConcurrencyPolicy.LAX)
            .setMaxConnPerRoute(Integer.MAX_VALUE)
            .setMaxConnTotal(Integer.MAX_VALUE)
            .setDefaultConnectionConfig(
                ConnectionConfig.custom()
                    .setValidateAfterInactivity(TimeValue.ofSeconds(1))
                    .setTimeToLive(TimeValue.ofMinutes(10))
                    .build())
            .setConnectionFactory(
                ManagedHttpClientConnectionFactory.builder()
                    .http1Config(
                        Http1Config.custom()
                            .setMaxHeaderCount(200)
                            .setMaxLineLength(65_536)
                            .build())
                    .build())
            .build();
    client =
        HttpClients.custom()
            .setConnectionManager(connections)
            .setRoutePlanner(new SystemDefaultRoutePlanner(ProxySelector.getDefault()))
            .disableAutomaticRetries()
            .disableRedirectHandling()
            .disableCookieManagement()
            .disableAuthCaching()
            .setUserAgent("Tenon")
            .build();
    Future<?> unused =
        SharedThreads.timer()
            .scheduleWithFixedDelay(
                () -> SharedThreads.workers().execute(this::sweep),
                IDLE.toSeconds(),
                IDLE.toSeconds(),
                TimeUnit.SECONDS);
  }

  /** The client. */
  public static HttpTransport shared() {
    return SHARED;
  }

  /**
   * Sends a request and reads the whole answer.
   *
   * @param timeout from now to the last byte
   * @param maxBytes of content, decoded
   * @param abort when asked, the request is given up
   * @throws NoAnswer if there is no complete answer in time
   * @throws AnswerTooLarge if there is more content than that
   */
  public Answer send(Request request, Duration timeout, int maxBytes, Stop abort)
      throws NoAnswer, AnswerTooLarge {
    HttpUriRequestBase message = message(request, timeout);
    long began = System.nanoTime();
    Future<?> deadline =
        SharedThreads.timer()
            .schedule(message::abort, Math.max(1, timeout.toNanos()), TimeUnit.NANOSECONDS);
    try (Stop.Handle handle = abort.whenAsked(message::abort)) {
      return client.execute(
          request.to().httpHost(),
          message,
          HttpClientContext.create(),
          response -> read(response, maxBytes, message));
    } catch (TooLarge e) {
      throw new AnswerTooLarge(e.status, maxBytes);
    } catch (IOException | IllegalStateException e) {
      // the latter where an abort comes between two steps of the client
      if (e instanceof IllegalStateException wrong && !message.isAborted()) {
        throw wrong;
      }
      if (System.nanoTime() - began >= timeout.toNanos()) {
        throw new NoAnswer("no complete answer within " + Durations.format(timeout), e);
      }
      throw new NoAnswer(abort.asked() ? "it was given up" : Failures.text(e), e);
    } finally {
      deadline.cancel(false);
    }
  }

  private static HttpUriRequestBase message(Request request, Duration timeout) {
    HttpUriRequestBase message = new HttpUriRequestBase(request.method(), URI.create("/"));
    // as it is: a URI would be parsed and put together again
    message.setPath(request.requestTarget());
    for (Field field : request.fields()) {
      message.addHeader(new BasicHeader(field.name(), field.value()));
    }
    // its type is one of the fields
    request.body().ifPresent(body -> message.setEntity(new ByteArrayEntity(body.bytes(), null)));
    Timeout each = Timeout.ofMilliseconds(Math.max(1, timeout.toMillis()));
    message.setConfig(config(each));
    return message;
  }

  @SuppressWarnings("deprecation") // the connect timeout of one request has no other place
  private static RequestConfig config(Timeout each) {
    return RequestConfig.custom()
        .setConnectionRequestTimeout(each)
        .setConnectTimeout(each)
        .setResponseTimeout(each)
        .setProtocolUpgradeEnabled(false)
        .build();
  }

  private static Answer read(ClassicHttpResponse response, int maxBytes, HttpUriRequestBase message)
      throws IOException {
    List<Field> fields = new ArrayList<>();
    for (Header header : response.getHeaders()) {
      Field.of(header.getName(), header.getValue()).ifPresent(fields::add);
    }
    HttpEntity entity = response.getEntity();
    InputStream content = entity == null ? null : entity.getContent();
    if (content == null) {
      return new Answer(response.getCode(), fields, new byte[0]);
    }
    byte[] bytes =
        entity.getContentLength() > maxBytes ? new byte[0] : content.readNBytes(maxBytes + 1);
    if (entity.getContentLength() > maxBytes || bytes.length > maxBytes) {
      // closing the stream would first read the rest, so the connection goes
      message.abort();
      throw new TooLarge(response.getCode());
    }
    content.close();
    return new Answer(response.getCode(), fields, bytes);
  }

  private void sweep() {
    connections.closeExpired();
    connections.closeIdle(TimeValue.of(IDLE));
  }

  private static final class TooLarge extends IOException {
    private static final long serialVersionUID = 1;

    private final int status;

    TooLarge(int status) {
      super("too large");
      this.status = status;
    }
  }
}
