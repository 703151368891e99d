package dev.tenon.engine.schema;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Files with what a real API server answers; written anew where the system property {@code record}
 * says so.
 */
final class Recording {
  private static final Path FOLDER = Path.of("src/test/resources/schema");

  private Recording() {}

  static void check(String file, String now) throws IOException {
    if (Boolean.getBoolean("record")) {
      Files.writeString(FOLDER.resolve(file), now);
    }
    assertThat(read(file))
        .as(
            "the recorded answers of the API server; write them anew by"
                + " ./mvnw -pl engine -am test -Dtest=RealServerTest -Dsurefire.failIfNoSpecifiedTests=false -Drecord=true")
        .isEqualTo(now);
  }

  static String read(String file) throws IOException {
    if (Boolean.getBoolean("record")) {
      return Files.readString(FOLDER.resolve(file));
    }
    try (InputStream in = Recording.class.getResourceAsStream("/schema/" + file)) {
      return in == null ? "" : new String(in.readAllBytes(), StandardCharsets.UTF_8);
    }
  }
}
