package dev.tenon.api.generation;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
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
    for (Map.Entry<String, String> file : GeneratedFiles.all().entrySet()) {
      Path committed = ROOT.resolve(file.getKey());
      assertThat(Files.exists(committed) ? Files.readString(committed) : "")
          .as("%s is not what the Java types say; run: %s", file.getKey(), GeneratedFiles.REPAIR)
          .isEqualTo(file.getValue());
    }
  }

  @Test
  void nothingElseLiesAmongTheGeneratedCrds() throws IOException {
    try (Stream<Path> files = Files.list(ROOT.resolve("crds/generated"))) {
      List<String> there = files.map(file -> "crds/generated/" + file.getFileName()).toList();
      assertThat(GeneratedFiles.all().keySet()).containsAll(there);
    }
  }
}
