package dev.tenon.operator.runtime.deployment;

import dev.tenon.plan.Control;
import dev.tenon.plan.Json;
import dev.tenon.plan.RunnerReport;
import io.fabric8.kubernetes.api.model.Pod;
import java.io.ByteArrayOutputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpClient.Redirect;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/**
 * Asks pods what they say of themselves, on their management port. A pod is not trusted: an answer
 * is bounded in time and size, leads nowhere else, and only ever says something about its own
 * integration.
 */
final class PodReports implements AutoCloseable {
  private static final Duration PATIENCE = Duration.ofSeconds(2);
  private static final int LARGEST = 256 * 1024;

  private final HttpClient http =
      HttpClient.newBuilder()
          .version(HttpClient.Version.HTTP_1_1)
          .followRedirects(Redirect.NEVER)
          .connectTimeout(PATIENCE)
          .build();

  /** The report of a pod; empty where it gives none that can be used. */
  CompletableFuture<Optional<RunnerReport>> report(Pod pod) {
    return get(pod, "/report", RunnerReport.class);
  }

  /** What became of the last order of a pod; empty where it does not say. */
  CompletableFuture<Optional<Control.Done>> done(Pod pod) {
    return get(pod, "/control", Control.Done.class)
        .thenApply(answer -> answer.filter(it -> it.id() != null));
  }

  private <T> CompletableFuture<Optional<T>> get(Pod pod, String path, Class<T> type) {
    String ip = pod.getStatus().getPodIP();
    URI uri =
        URI.create(
            "http://"
                + (ip.contains(":") ? "[" + ip + "]" : ip)
                + ":"
                + PodTemplates.MANAGEMENT_PORT
                + path);
    HttpRequest request = HttpRequest.newBuilder(uri).timeout(PATIENCE).build();
    ByteArrayOutputStream body = new ByteArrayOutputStream();
    CompletableFuture<HttpResponse<Void>> answer =
        http.sendAsync(
            request,
            BodyHandlers.ofByteArrayConsumer(
                part ->
                    part.ifPresent(
                        bytes -> {
                          if (body.size() + bytes.length > LARGEST) {
                            throw new IllegalStateException("the answer is too large");
                          }
                          body.writeBytes(bytes);
                        })));
    // the request's own time ends with its headers; a body that drips ends here
    CompletableFuture<HttpResponse<Void>> bounded =
        answer.copy().orTimeout(2 * PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
    bounded.whenComplete(
        (done, failure) -> {
          if (failure != null) {
            answer.cancel(true);
          }
        });
    return bounded.handle(
        (response, failure) -> {
          if (failure != null || response.statusCode() != 200) {
            return Optional.empty();
          }
          try {
            return Optional.of(Json.read(body.toByteArray(), type));
          } catch (IllegalArgumentException e) {
            return Optional.empty();
          }
        });
  }

  @Override
  public void close() {
    // the client has no more to do once nobody refers to it; its threads are daemons
  }
}
