package dev.tenon.bench.review;

import dev.tenon.bench.Aim;
import dev.tenon.bench.Figure;
import dev.tenon.bench.Recording;
import dev.tenon.bench.Scratch;
import dev.tenon.bench.up.Tenon;
import dev.tenon.operator.tls.Authority;
import dev.tenon.operator.tls.Identity;
import dev.tenon.operator.tls.Pem;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/** How long a write waits for its review in a large estate. */
public final class Admission implements Figure {
  private static final Manifests ESTATE = new Manifests(200, 500, 10_000);
  private static final int POLICIES = 100;
  private static final int REVIEWS = 2000;
  private static final Duration WARM_UP = Duration.ofSeconds(30);
  private static final Duration SLICE = Duration.ofSeconds(30);

  /** What {@code tenon admission} says when it listens; the port is at the end. */
  private static final String LISTENS = "tenon: admission listens on ";

  @Override
  public String name() {
    return "admission";
  }

  @Override
  public String description() {
    return "Milliseconds from when a review is due, whatever became of those before it, until its"
        + " answer has been read: AdmissionReviews of Integrations (an update in nine cases of ten,"
        + " else a create; pattern, claims and owner) over TLS 1.3 and HTTP/1.1 to one `./tenon"
        + " admission`, that has the flags of `./tenon` and a heap of at most 512 MiB, with 10,000"
        + " Integrations, 500 Systems, 200 Teams and 100 policies loaded from an embedded API."
        + " Every policy matches every review and finds nothing; they are the default bundle's in"
        + " several editions. The connections are open before the clock starts and take turns. The"
        + " load generator and the embedded API are one other process on the same machine.";
  }

  @Override
  public int usualRuns() {
    return 3;
  }

  @Override
  public void take(Recording recording, int runs) throws Exception {
    try (Scratch scratch = Scratch.create();
        Api api = new Api(scratch.path().resolve("home"))) {
      api.create(ESTATE.allNamespaces());
      api.create(ESTATE.allTeams());
      api.create(List.of(Manifests.pattern()));
      api.create(ESTATE.allSystems());
      api.create(ESTATE.allIntegrations().map(Manifests::resourceOf));
      api.create(Manifests.policies(POLICIES).stream());
      List<Buffer> reviews = Reviews.of(api, ESTATE, REVIEWS);
      Path tls = Files.createDirectories(scratch.path().resolve("tls"));
      String authority = identity(tls);
      try (Tenon tenon = start(api, tls)) {
        tenon.secondsTo(1, line -> line.equals("tenon: admission is ready"));
        double untilReady = tenon.secondsTo(1, line -> line.equals("tenon: admission is ready"));
        recording.note("%.1f s from the start of the process until it was ready.", untilReady);
        recording.note(
            "A review has %,d bytes in the mean.",
            reviews.stream().mapToInt(Buffer::length).sum() / reviews.size());
        recording.note(
            "Kyverno's published figures, with 16 policies and not run here: 182 ms at 500/s over"
                + " 50 connections, 1,247 ms at 1,000/s over 500.");
        Vertx vertx = Vertx.vertx();
        try {
          Server server = new Server(vertx, tenon, port(tenon), authority, reviews);
          server.refusesWhatBreaks(Reviews.withoutDeputy(api, ESTATE));
          server.warmUp();
          for (int run = 0; run < runs; run++) {
            recording.run(() -> server.measure(recording));
          }
        } finally {
          vertx.close().toCompletionStage().toCompletableFuture().get();
        }
      }
    }
  }

  private static Tenon start(Api api, Path tls) throws Exception {
    return Tenon.start(
        Map.of("KUBECONFIG", api.kubeconfig().toString()),
        "admission",
        "--host",
        "127.0.0.1",
        "--port",
        "0",
        "--tls",
        tls.toString(),
        "--drain",
        "1ms");
  }

  private static int port(Tenon tenon) {
    String line = tenon.line(said -> said.startsWith(LISTENS));
    return Integer.parseInt(line.substring(line.lastIndexOf(':') + 1));
  }

  /** Files for a server at 127.0.0.1, and the authority that callers trust. */
  private static String identity(Path folder) throws Exception {
    Instant now = Instant.now();
    Authority authority = Authority.create("bench", now, Duration.ofDays(1));
    Identity server = authority.issue("bench", List.of("127.0.0.1"), now, Duration.ofDays(1));
    StringBuilder chain = new StringBuilder();
    for (var certificate : server.chain()) {
      chain.append(Pem.of(certificate));
    }
    Files.writeString(folder.resolve("tls.crt"), chain);
    Files.writeString(folder.resolve("tls.key"), Pem.of(server.key()));
    return trusted(authority);
  }

  private static String trusted(Authority authority) throws GeneralSecurityException {
    return Pem.of(authority.identity().certificate());
  }

  /** The server under load. */
  private record Server(
      Vertx vertx, Tenon tenon, int port, String authority, List<Buffer> reviews) {
    Askers askers(int connections) {
      return new Askers(vertx, port, authority, connections, reviews);
    }

    /** The policies are there, and every edition of one that is broken says so. */
    void refusesWhatBreaks(Buffer review) throws Exception {
      try (Askers askers = askers(1)) {
        String answer = askers.answer(review);
        long refused = answer.split(Manifests.DEPUTY + "(-edition-\\d+)? spec", -1).length - 1L;
        long editions = Manifests.editions(POLICIES, Manifests.DEPUTY);
        if (!answer.contains("\"allowed\":false") || refused != editions) {
          throw new IllegalStateException(
              "expected a refusal by " + editions + " policies, and it answered " + answer);
        }
      }
    }

    void warmUp() throws InterruptedException {
      try (Askers askers = askers(50)) {
        askers.asFastAsTheyAreAnswered(WARM_UP);
      }
    }

    void measure(Recording recording) throws Exception {
      atRate(recording, 500, 50, 10);
      atRate(recording, 1000, 500, 50);
      closedLoop(recording);
      recording.add("heap after a collection", "MiB", Aim.atMost(512), tenon.heapAfterCollection());
      recording.add("largest resident memory so far", "MiB", tenon.largestResident());
    }

    private void atRate(Recording recording, int perSecond, int connections, double aim) {
      try (Askers askers = askers(connections)) {
        long[] took = askers.atRate(perSecond, SLICE);
        String what = "%,d/s over %d connections".formatted(perSecond, connections);
        recording.add(what + ", half of them within", "ms", at(took, 0.5));
        recording.add(what + ", 99 % within", "ms", Aim.atMost(aim), at(took, 0.99));
        recording.add(what + ", all within", "ms", at(took, 1));
      }
    }

    private void closedLoop(Recording recording) throws InterruptedException {
      try (Askers askers = askers(50)) {
        double processor = tenon.processor();
        long begin = System.nanoTime();
        long answered = askers.asFastAsTheyAreAnswered(SLICE);
        double seconds = (System.nanoTime() - begin) / 1e9;
        recording.add(
            "as fast as answered over 50 connections",
            "reviews/s",
            Aim.atLeast(3000),
            answered / seconds);
        recording.add(
            "processor of the server for one of these",
            "ms",
            (tenon.processor() - processor) * 1e3 / answered);
      }
    }

    private static double at(long[] sorted, double share) {
      return sorted[(int) Math.ceil(share * sorted.length) - 1] / 1e6;
    }
  }
}
