package dev.tenon.camel.inbox;

import dev.tenon.camel.state.Backend;
import dev.tenon.camel.state.SqlStateStore;
import dev.tenon.plan.Call;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Optional;
import java.util.TreeMap;
import org.apache.camel.builder.RouteBuilder;

/** The process that is killed: eight callers put messages and say which were acknowledged. */
final class CrashChild {
  private static final FileOutputStream OUT = new FileOutputStream(FileDescriptor.out);

  private CrashChild() {}

  public static void main(String[] args) throws Exception {
    Backend backend = Backend.valueOf(args[0]);
    String run = args[4];
    boolean drain = run.equals("drain");
    SqlStateStore store = new Backend.Home(backend, args[1], Path.of(args[2])).open();
    // claims of the dead have lapsed then, so nobody has to wait for it
    Clock clock =
        drain ? Clock.offset(Clock.systemUTC(), store.messages().claim()) : Clock.systemUTC();
    RouteBuilder route =
        new RouteBuilder() {
          @Override
          public void configure() {
            from("inbox:deliver?call=deliver-take")
                .routeId("deliver")
                .to("system:vendor?call=deliver-2");
          }
        };
    InboxFixture fixture =
        new InboxFixture(store)
            .clock(clock)
            .system(
                args[3],
                "deliver-2",
                new Call.Request(
                    "POST", "/tickets", new TreeMap<>(), new TreeMap<>(), Optional.empty()))
            .route("deliver", false, 8, route)
            .start();
    if (drain) {
      // until it is killed
      Thread.currentThread().join();
    }
    for (int caller = 0; caller < 8; caller++) {
      String prefix = run + "-" + caller + "-";
      new Thread(() -> put(fixture, prefix)).start();
    }
  }

  private static void put(InboxFixture fixture, String prefix) {
    for (int i = 0; ; i++) {
      String message = prefix + i + ".";
      if (fixture.put("deliver", message, message).getException() == null) {
        acknowledge(message);
      }
    }
  }

  private static synchronized void acknowledge(String message) {
    try {
      OUT.write((message + "\n").getBytes(StandardCharsets.UTF_8));
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }
}
