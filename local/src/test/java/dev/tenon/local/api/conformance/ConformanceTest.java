package dev.tenon.local.api.conformance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.tenon.api.Crds;
import dev.tenon.local.api.EmbeddedApi;
import dev.tenon.local.api.EmbeddedApiOptions;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/**
 * The embedded API answers as a real one. To take the answers of a real API server anew, after a
 * case was added or changed:
 *
 * <pre>
 * KUBEBUILDER_ASSETS=… ./mvnw -pl local -am -Dfast test -Dtest=ConformanceTest \
 *   -Dsurefire.failIfNoSpecifiedTests=false -Dconformance.update=true
 * </pre>
 *
 * {@code -Dconformance.only=TEXT} runs the cases whose file or name contains the text.
 */
class ConformanceTest {
  private static final Path CASES = Path.of("src/test/resources/conformance/cases");
  private static final Path DEFINITIONS = Path.of("src/test/resources/conformance/definitions");
  private static final boolean UPDATE = Boolean.getBoolean("conformance.update");
  private static final String ONLY = System.getProperty("conformance.only", "");

  @TempDir static Path home;
  private static EmbeddedApi api;
  private static Optional<RealServer> real = Optional.empty();
  private static Optional<Target> realTarget = Optional.empty();
  private static Target embedded;
  private static Optional<Path> kubectl;

  @BeforeAll
  static void startBoth() throws Exception {
    kubectl = findKubectl();
    if (kubectl.isEmpty()) {
      System.err.println(
          "SKIPPED: the conformance suite: no kubectl in KUBEBUILDER_ASSETS nor on the PATH");
      return;
    }
    api = EmbeddedApi.start(EmbeddedApiOptions.in(home.resolve("embedded")));
    Files.createDirectories(home.resolve("kubectl-embedded"));
    embedded = new Target(api.kubeconfig(), kubectl.get(), home.resolve("kubectl-embedded"));
    install(embedded);
    real = RealServer.start(home);
    if (real.isPresent()) {
      Files.createDirectories(home.resolve("kubectl-real"));
      Target target =
          new Target(real.get().kubeconfig(), kubectl.get(), home.resolve("kubectl-real"));
      install(target);
      realTarget = Optional.of(target);
    }
  }

  private static Optional<Path> findKubectl() {
    String assets = System.getenv().getOrDefault("KUBEBUILDER_ASSETS", "");
    String path = System.getenv().getOrDefault("PATH", "");
    return Stream.concat(Stream.of(assets), Stream.of(path.split(":")))
        .filter(folder -> !folder.isBlank())
        .map(folder -> Path.of(folder, "kubectl"))
        .filter(Files::isExecutable)
        .findFirst();
  }

  private static void install(Target target) throws Exception {
    List<String> documents = new ArrayList<>(Crds.yaml());
    try (Stream<Path> files = Files.list(DEFINITIONS)) {
      for (Path file : files.sorted().toList()) {
        documents.add(Files.readString(file));
      }
    }
    Target.Ran applied =
        target.kubectl("apply --server-side -f -", String.join("\n---\n", documents));
    assertThat(applied.exit()).as(applied.err()).isZero();
    Target.Ran waited =
        target.kubectl("wait crd --all --for=condition=Established --timeout=60s", "");
    assertThat(waited.exit()).as(waited.err()).isZero();
    for (String kind : List.of("widgets.torture.test", "tint", "gadgets.torture.test")) {
      org.awaitility.Awaitility.await(kind)
          .atMost(java.time.Duration.ofSeconds(60))
          .until(() -> target.kubectl("explain " + kind, "").exit() == 0);
    }
  }

  @AfterAll
  static void stopBoth() throws Exception {
    if (api != null) {
      api.close();
    }
    if (real.isPresent()) {
      real.get().close();
    }
  }

  @TestFactory
  Stream<DynamicTest> answersAsARealApiServer() throws IOException {
    assumeTrue(kubectl.isPresent(), "no kubectl");
    return Case.in(CASES).stream()
        .filter(c -> c.name().contains(ONLY) || c.file().contains(ONLY))
        .map(c -> DynamicTest.dynamicTest(c.file() + ": " + c.name(), () -> check(c)));
  }

  private static void check(Case session) throws IOException, InterruptedException {
    Optional<String> golden = Golden.read(CASES, session);
    if (realTarget.isPresent()) {
      String answers = new Session(realTarget.get(), session).run();
      if (UPDATE) {
        Golden.write(CASES, session, answers);
        golden = Optional.of(answers);
      }
      assertThat(answers)
          .as("the committed answers have drifted; to take them anew: " + Golden.REPAIR)
          .isEqualTo(golden.orElse(""));
    }
    assertThat(new Session(embedded, session).run())
        .as("%s: %s", session.file(), session.name())
        .isEqualTo(
            golden.orElseThrow(() -> new AssertionError("no committed answers; " + Golden.REPAIR)));
  }

  /** The committed answers: a file for each file of cases. */
  static final class Golden {
    static final String REPAIR =
        "KUBEBUILDER_ASSETS=… ./mvnw -pl local -am -Dfast test -Dtest=ConformanceTest"
            + " -Dsurefire.failIfNoSpecifiedTests=false -Dconformance.update=true";

    private Golden() {}

    private static Map<String, String> all(Path file) throws IOException {
      Map<String, String> out = new TreeMap<>();
      if (!Files.exists(file)) {
        return out;
      }
      for (String part : Files.readString(file).split("(?m)^=== ")) {
        int end = part.indexOf('\n');
        if (end > 0) {
          out.put(part.substring(0, end), part.substring(end + 1));
        }
      }
      return out;
    }

    private static Path file(Path folder, Case session) {
      return folder.resolve(session.file() + ".answers");
    }

    static Optional<String> read(Path folder, Case session) throws IOException {
      return Optional.ofNullable(all(file(folder, session)).get(session.name()));
    }

    static synchronized void write(Path folder, Case session, String answers) throws IOException {
      Map<String, String> all = all(file(folder, session));
      all.put(session.name(), answers);
      StringBuilder out = new StringBuilder();
      all.forEach((name, text) -> out.append("=== ").append(name).append('\n').append(text));
      Files.writeString(file(folder, session), out.toString());
    }
  }
}
