package dev.tenon.api.generation;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class GeneratedFilesTest {
  /** Surefire runs in the module's folder. */
  private static final Path ROOT = Path.of("").toAbsolutePath().getParent();

  @Test
  void committedFilesAreWhatTheTypesSay() throws IOException {
    if (Boolean.getBoolean("tenon.regenerate")) {
      GeneratedFiles.write(ROOT);
    }
    List<String> drifted = new ArrayList<>();
    for (Map.Entry<String, String> file : GeneratedFiles.all().entrySet()) {
      Path committed = ROOT.resolve(file.getKey());
      if (!Files.exists(committed)) {
        drifted.add(file.getKey() + " is missing");
      } else {
        firstDifference(Files.readString(committed), file.getValue())
            .ifPresent(line -> drifted.add(file.getKey() + ":" + line));
      }
    }
    assertThat(drifted)
        .as(
            "files that are not what the Java types say; to make them anew: %s",
            GeneratedFiles.REPAIR)
        .isEmpty();
  }

  /** The first line that differs, with its number. */
  private static Optional<String> firstDifference(String committed, String generated) {
    if (committed.equals(generated)) {
      return Optional.empty();
    }
    List<String> before = committed.lines().toList();
    List<String> now = generated.lines().toList();
    int line = 0;
    while (line < before.size() && line < now.size() && before.get(line).equals(now.get(line))) {
      line++;
    }
    return Optional.of(line + 1 + " would be: " + (line < now.size() ? now.get(line) : "the end"));
  }

  @Test
  void nothingElseLiesAmongTheGeneratedCrds() throws IOException {
    try (Stream<Path> files = Files.list(ROOT.resolve("crds/generated"))) {
      List<String> there = files.map(file -> "crds/generated/" + file.getFileName()).toList();
      assertThat(GeneratedFiles.all().keySet()).containsAll(there);
    }
  }
}
