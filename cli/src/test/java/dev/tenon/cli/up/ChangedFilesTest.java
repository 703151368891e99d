package dev.tenon.cli.up;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tenon.cli.manifests.Kinds;
import dev.tenon.cli.manifests.ManifestFiles;
import dev.tenon.cli.manifests.ManifestReader;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ChangedFilesTest {
  @TempDir private Path folder;
  private ManifestFiles files;
  private ChangedFiles changed;

  @BeforeEach
  void begin() throws IOException {
    write("a.yaml", team("a"));
    write("b.yaml", team("b"));
    files = new ManifestFiles(List.of(folder.toString()), InputStream.nullInputStream());
    ManifestReader reader = new ManifestReader(new Kinds());
    changed = new ChangedFiles(reader, reader.read(files.load()));
  }

  @Test
  void whatStaysTheSameIsNoNews() throws IOException {
    write("a.yaml", team("a"));

    assertThat(look().none()).isTrue();
  }

  @Test
  void ofAChangedFileAllIsAppliedAndOfTheOthersNothing() throws IOException {
    write("b.yaml", team("b") + "---\n" + team("c"));

    assertThat(look().apply()).extracting(one -> one.ref().name()).containsExactly("b", "c");
    assertThat(look().none()).isTrue();
  }

  @Test
  void aFileThatIsWrongIsSaidOnceAndKeepsWhatItDeclared() throws IOException {
    write("a.yaml", team("a").replace("members", "membres"));

    ChangedFiles.News news = look();
    assertThat(news.apply()).isEmpty();
    assertThat(news.wrong()).containsExactly(folder + "/a.yaml");
    assertThat(news.problems()).isNotEmpty();
    assertThat(news.gone()).isEmpty();
    assertThat(look().none()).isTrue();

    write("a.yaml", team("a"));
    assertThat(look().apply()).extracting(one -> one.ref().name()).containsExactly("a");
  }

  @Test
  void aFileThatIsWrongKeepsNoOtherFromBeingApplied() throws IOException {
    write("a.yaml", "kind: [");
    write("b.yaml", team("b") + "# a word\n");

    ChangedFiles.News news = look();
    assertThat(news.wrong()).containsExactly(folder + "/a.yaml");
    assertThat(news.apply()).extracting(one -> one.ref().name()).containsExactly("b");
  }

  @Test
  void whatStandsInNoFileAnyMoreIsSaidOnce() throws IOException {
    Files.delete(folder.resolve("a.yaml"));

    assertThat(look().gone()).extracting(ref -> ref.toString()).containsExactly("Team a");
    assertThat(look().none()).isTrue();
  }

  @Test
  void whatMovesToAnotherFileIsNotGone() throws IOException {
    Files.delete(folder.resolve("a.yaml"));
    write("c.yaml", team("a"));

    ChangedFiles.News news = look();
    assertThat(news.gone()).isEmpty();
    assertThat(news.apply()).extracting(one -> one.ref().name()).containsExactly("a");
  }

  @Test
  void whatStandsInTwoFilesIsAProblemOfTheNewOne() throws IOException {
    write("0.yaml", team("a"));

    ChangedFiles.News news = look();
    assertThat(news.wrong()).containsExactly(folder + "/0.yaml");
    assertThat(news.apply()).isEmpty();
    assertThat(news.gone()).isEmpty();
  }

  private ChangedFiles.News look() {
    return changed.look(files.load());
  }

  private void write(String name, String text) throws IOException {
    Files.writeString(folder.resolve(name), text);
  }

  private static String team(String name) {
    return """
        apiVersion: tenon.dev/v1alpha1
        kind: Team
        metadata: {name: %s}
        spec: {members: [{id: ana@corp.example}]}
        """
        .formatted(name);
  }
}
