package dev.tenon.cli.manifests;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tenon.cli.console.ExitCode;
import dev.tenon.engine.problem.Problem;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ManifestFilesTest {
  @TempDir private Path folder;

  @BeforeEach
  void write() throws IOException {
    Files.writeString(folder.resolve("b.yaml"), "b: 1");
    Files.writeString(folder.resolve("a.yml"), "a: 1");
    Files.writeString(folder.resolve("c.JSON"), "{}");
    Files.writeString(folder.resolve("notes.txt"), "no manifest");
    Files.writeString(folder.resolve(".b.yaml.swp.yaml"), "an editor's");
    Files.writeString(folder.resolve("sandbox.yaml"), "vendors: {}");
    Files.createDirectory(folder.resolve("deeper"));
    Files.writeString(folder.resolve("deeper/d.yaml"), "d: 1");
  }

  @Test
  void ofAFolderTheManifestsAreReadInTheOrderOfTheirNames() {
    ManifestFiles.Loaded loaded = load(folder.toString());

    assertThat(names(loaded)).containsExactly("a.yml", "b.yaml", "c.JSON");
    assertThat(loaded.sandboxes()).containsExactly(folder.resolve("sandbox.yaml"));
    assertThat(loaded.folders()).containsExactly(folder);
    assertThat(loaded.problems()).isEmpty();
  }

  @Test
  void aFileThatIsNamedTwiceIsReadOnce() {
    String file = folder.resolve("b.yaml").toString();

    assertThat(names(load(file, folder.toString(), folder + "/deeper/../b.yaml")))
        .containsExactly("b.yaml", "a.yml", "c.JSON");
  }

  @Test
  void aDashIsStandardInput() {
    InputStream in = new ByteArrayInputStream("kind: Team".getBytes(StandardCharsets.UTF_8));

    ManifestFiles files = new ManifestFiles(List.of("-"), in);
    ManifestFiles.Loaded loaded = files.load();

    assertThat(loaded.sources()).singleElement().hasToString("<stdin>");
    assertThat(loaded.sources().get(0).content()).asString().isEqualTo("kind: Team");
    // looking again, as for files that may have changed, finds the same
    assertThat(files.load().sources()).isEqualTo(loaded.sources());
    assertThat(loaded.folders()).isEmpty();
  }

  @Test
  void whatIsNotThereIsSaidByItsNameAndCannotBeRead() {
    List<Problem> problems = load(folder + "/gone.yaml").problems();

    assertThat(problems)
        .singleElement()
        .satisfies(
            problem -> {
              assertThat(problem.position()).isEmpty();
              assertThat(problem.message())
                  .isEqualTo(folder + "/gone.yaml: there is no such file or folder");
              assertThat(problem.fix()).contains("the working directory is");
            });
    assertThat(ExitCode.of(problems)).isEqualTo(ExitCode.UNREADABLE);
  }

  @Test
  void aFolderWithoutManifestsIsAMistake() throws IOException {
    Path outer = Files.createDirectories(folder.resolve("outer/inner"));
    Files.writeString(outer.resolve("x.yaml"), "x: 1");

    assertThat(load(folder + "/outer").problems())
        .singleElement()
        .satisfies(problem -> assertThat(problem.fix()).contains("name them one by one"));
  }

  @Test
  void anAddressIsNotRead() {
    assertThat(load("https://example.org/a.yaml").problems())
        .singleElement()
        .satisfies(problem -> assertThat(problem.message()).contains("addresses are not read"));
  }

  private ManifestFiles.Loaded load(String... named) {
    return new ManifestFiles(List.of(named), InputStream.nullInputStream()).load();
  }

  private static List<String> names(ManifestFiles.Loaded loaded) {
    return loaded.sources().stream()
        .map(source -> Path.of(source.name()).getFileName().toString())
        .toList();
  }
}
