package dev.tenon.cli.up;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import org.awaitility.core.ConditionFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FolderWatchTest {
  @TempDir private Path folder;
  private final AtomicInteger looks = new AtomicInteger();

  @Test
  void itLooksOnceWhenItBegins() throws IOException {
    try (FolderWatch watch = watch(folder)) {
      soon().until(() -> looks.get() > 0);
      assertThat(watch).isNotNull();
    }
  }

  @Test
  void aFileThatIsWrittenReplacedOrDeletedIsLookedAt() throws IOException {
    try (FolderWatch watch = watch(folder)) {
      soon().until(() -> looks.get() > 0);
      Path file = folder.resolve("a.yaml");

      Files.writeString(file, "a: 1");
      soonAfter(looks.get());
      Path next = Files.writeString(folder.resolve(".a.yaml.next"), "a: 2");
      Files.move(next, file, StandardCopyOption.REPLACE_EXISTING);
      soonAfter(looks.get());
      Files.delete(file);
      soonAfter(looks.get());
      assertThat(watch).isNotNull();
    }
  }

  @Test
  void aFolderThatComesBackIsWatchedAgain() throws IOException {
    Path inner = Files.createDirectory(folder.resolve("inner"));
    try (FolderWatch watch = watch(inner)) {
      soon().until(() -> looks.get() > 0);

      Files.delete(inner);
      soonAfter(looks.get());
      Files.createDirectory(inner);
      soonAfter(looks.get());
      Files.writeString(inner.resolve("a.yaml"), "a: 1");
      soonAfter(looks.get());
      assertThat(watch).isNotNull();
    }
  }

  private FolderWatch watch(Path watched) throws IOException {
    return FolderWatch.start(() -> Set.of(watched), looks::incrementAndGet);
  }

  /** What was looked at may have been before the change: only a look after the quiet counts. */
  private void soonAfter(int before) {
    soon().until(() -> looks.get() > before);
  }

  private static ConditionFactory soon() {
    return await().atMost(Duration.ofMinutes(1)).pollInterval(Duration.ofMillis(20));
  }
}
