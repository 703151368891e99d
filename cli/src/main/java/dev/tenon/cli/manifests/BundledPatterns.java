package dev.tenon.cli.manifests;

import dev.tenon.engine.problem.Problem;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URISyntaxException;
import java.util.ArrayList;
import java.util.List;
import java.util.jar.JarFile;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;

/** The catalogue of patterns that comes with this program, as manifests. */
public final class BundledPatterns {
  private static final String FOLDER = "dev/tenon/cli/patterns/";

  private BundledPatterns() {}

  /**
   * All of them, by name.
   *
   * @param reader that checks them, like those of anybody else
   */
  public static List<Manifest> read(ManifestReader reader) {
    List<ReadFile> files = names().stream().map(name -> reader.read(source(name))).toList();
    List<Problem> problems = files.stream().flatMap(file -> file.problems().stream()).toList();
    if (!problems.isEmpty()) {
      throw new IllegalStateException("a pattern of the catalogue is wrong: " + problems);
    }
    return files.stream().flatMap(file -> file.manifests().stream()).toList();
  }

  private static Source source(String name) {
    try (InputStream in =
        BundledPatterns.class.getClassLoader().getResourceAsStream(FOLDER + name)) {
      return new Source("the catalogue's " + name, in.readAllBytes());
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read a pattern of the catalogue", e);
    }
  }

  /** The files of the folder beside this class, be it in a jar or not. */
  private static List<String> names() {
    try {
      File home =
          new File(
              BundledPatterns.class.getProtectionDomain().getCodeSource().getLocation().toURI());
      if (home.isDirectory()) {
        String[] names = new File(home, FOLDER).list();
        return names == null ? List.of() : Stream.of(names).sorted().toList();
      }
      List<String> names = new ArrayList<>();
      try (JarFile jar = new JarFile(home)) {
        jar.stream()
            .map(ZipEntry::getName)
            .filter(name -> name.startsWith(FOLDER) && name.endsWith(".yaml"))
            .map(name -> name.substring(FOLDER.length()))
            .sorted()
            .forEach(names::add);
      }
      return names;
    } catch (IOException | URISyntaxException e) {
      throw new IllegalStateException("cannot find the catalogue of patterns", e);
    }
  }
}
