package dev.tenon.engine.render;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tenon.api.v1alpha1.Integration;
import dev.tenon.api.v1alpha1.IntegrationPattern;
import dev.tenon.engine.estate.IndexedEstate;
import dev.tenon.engine.estate.Refs;
import dev.tenon.engine.problem.Problem;
import dev.tenon.engine.problem.ProblemText;
import dev.tenon.engine.testing.Manifests;
import dev.tenon.plan.Json;
import dev.tenon.plan.Plan;
import dev.tenon.plan.Ref;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Each folder of {@code golden} is a case: the manifests of {@code in}, beside the sample patterns
 * and the Systems of {@code estate.yaml}, give the files of {@code out}: for each Integration its
 * routes and its plan, or its problems, and for each pattern of the case the problems that it has
 * by itself.
 */
class GoldenTest {
  private static final Path CASES = Path.of("src/test/resources/golden");
  private static final Path PATTERNS = Path.of("../samples/patterns");
  private static final boolean UPDATE = Boolean.getBoolean("golden.update");
  private static final String REPAIR =
      "./mvnw -q -B -Dfast -pl engine -am test -Dtest=GoldenTest -Dgolden.update=true -Dsurefire.failIfNoSpecifiedTests=false";
  private static final ObjectMapper PRETTY =
      new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT);

  static Stream<Path> cases() throws IOException {
    try (Stream<Path> folders = Files.list(CASES)) {
      return folders.filter(Files::isDirectory).sorted().toList().stream();
    }
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("cases")
  void rendersAsBefore(Path folder) throws IOException {
    Map<String, String> rendered = render(folder.resolve("in"));
    Path out = folder.resolve("out");
    if (UPDATE) {
      write(out, rendered);
    }
    assertThat(read(out))
        .as("%s differs; if that is meant: %s", folder, REPAIR)
        .isEqualTo(rendered);
  }

  @Test
  void thereAreCasesForEveryPattern() throws IOException {
    List<String> used = new ArrayList<>();
    for (Path folder : cases().toList()) {
      Manifests.readFolder(folder.resolve("in")).stream()
          .filter(Integration.class::isInstance)
          .flatMap(it -> ((Integration) it).spec().pattern().stream())
          .forEach(use -> used.add(use.name()));
    }
    assertThat(used)
        .containsAll(
            Manifests.readFolder(PATTERNS).stream().map(it -> it.getMetadata().getName()).toList());
  }

  private static Map<String, String> render(Path in) throws IOException {
    IndexedEstate estate = Manifests.estate(Manifests.readFolder(PATTERNS));
    Manifests.read(Files.readString(CASES.resolve("estate.yaml"))).forEach(estate::put);
    Manifests.readFolder(in).forEach(estate::put);
    Renderer renderer = Renderer.with(Set.of("kafka"));
    Map<String, String> files = new TreeMap<>();
    for (Ref ref : estate.all(Refs.INTEGRATION)) {
      Rendering rendering = renderer.render(estate.integration(ref).orElseThrow(), estate);
      if (rendering instanceof Rendering.Rendered rendered) {
        Plan plan = rendered.plan();
        files.put(ref.name() + ".routes.yaml", plan.routes());
        ObjectNode content = Json.tree(plan);
        content.remove("routes");
        files.put(
            ref.name() + ".plan.json",
            PRETTY.writeValueAsString(PRETTY.readValue(Json.bytes(content), Map.class)) + "\n");
      } else {
        files.put(ref.name() + ".problems.txt", ProblemText.of(rendering.problems(), ref) + "\n");
      }
    }
    for (var object : Manifests.readFolder(in)) {
      if (object instanceof IntegrationPattern pattern) {
        List<Problem> problems = renderer.check(pattern);
        if (!problems.isEmpty()) {
          files.put(
              Refs.of(pattern).name() + ".pattern-problems.txt",
              ProblemText.of(problems, Refs.of(pattern)) + "\n");
        }
      }
    }
    return files;
  }

  private static Map<String, String> read(Path out) throws IOException {
    Map<String, String> files = new TreeMap<>();
    if (Files.isDirectory(out)) {
      try (Stream<Path> all = Files.list(out)) {
        for (Path file : all.toList()) {
          files.put(file.getFileName().toString(), Files.readString(file));
        }
      }
    }
    return files;
  }

  private static void write(Path out, Map<String, String> files) throws IOException {
    Files.createDirectories(out);
    for (String old : read(out).keySet()) {
      Files.delete(out.resolve(old));
    }
    for (Map.Entry<String, String> file : files.entrySet()) {
      Files.writeString(out.resolve(file.getKey()), file.getValue());
    }
  }
}
