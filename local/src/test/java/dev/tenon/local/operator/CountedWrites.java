package dev.tenon.local.operator;

import io.fabric8.kubernetes.client.http.BasicBuilder;
import io.fabric8.kubernetes.client.http.HttpRequest;
import io.fabric8.kubernetes.client.http.Interceptor;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;

/** What a client writes, events apart. */
final class CountedWrites implements Interceptor {
  private final Queue<String> writes = new ConcurrentLinkedQueue<>();

  @Override
  public void before(BasicBuilder builder, HttpRequest request, RequestTags tags) {
    if (!request.method().equals("GET") && !request.uri().getPath().endsWith("/events")) {
      writes.add(request.method() + " " + request.uri().getPath());
    }
  }

  List<String> all() {
    return List.copyOf(writes);
  }

  void forget() {
    writes.clear();
  }
}
