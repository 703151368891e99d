package dev.tenon.local.operator;

import io.fabric8.kubernetes.client.http.BasicBuilder;
import io.fabric8.kubernetes.client.http.HttpRequest;
import io.fabric8.kubernetes.client.http.Interceptor;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicReference;

/** What a client writes, events apart. */
final class CountedWrites implements Interceptor {
  private final Queue<String> writes = new ConcurrentLinkedQueue<>();
  private final AtomicReference<Interruption> interruption = new AtomicReference<>();

  private record Interruption(String path, Runnable doing) {}

  @Override
  public void before(BasicBuilder builder, HttpRequest request, RequestTags tags) {
    if (!request.method().equals("GET") && !request.uri().getPath().endsWith("/events")) {
      writes.add(request.method() + " " + request.uri().getPath());
      Interruption next = interruption.get();
      if (next != null
          && request.uri().getPath().endsWith(next.path())
          && interruption.compareAndSet(next, null)) {
        next.doing().run();
      }
    }
  }

  /** Does something once, when the next write to such a path is about to be sent. */
  void beforeNext(String path, Runnable doing) {
    interruption.set(new Interruption(path, doing));
  }

  List<String> all() {
    return List.copyOf(writes);
  }

  void forget() {
    writes.clear();
  }
}
