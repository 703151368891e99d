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

/** Manifests that come with this program. */
public enum Bundle {
  /** The catalogue of patterns. */
  PATTERNS("patterns"),
  /** The default policies. */
  POLICIES("policies");

  private final String name;

  Bundle(String name) {
    this.name = name;
  }

  /**
   * All of them, by name.
   *
   * @param reader that checks them, like those of anybody else
   */
  public List<Manifest> read(ManifestReader reader) {
    List<ReadFile> files = names().stream().map(one -> reader.read(source(one))).toList();
    List<Problem> problems = files.stream().flatMap(file -> file.problems().stream()).toList();
    if (!problems.isEmpty()) {
      throw new IllegalStateException("one of the bundled " + name + " is wrong: " + problems);
    }
    return files.stream().flatMap(file -> file.manifests().stream()).toList();
  }

  private Source source(String file) {
    try (InputStream in = Bundle.class.getClassLoader().getResourceAsStream(folder() + file)) {
      return new Source("the bundled " + name + "' " + file, in.readAllBytes());
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read one of the bundled " + name, e);
    }
  }

  private String folder() {
    return "dev/tenon/cli/" + name + "/";
  }

  /** The files of the folder beside this class, be it in a jar or not. */
  private List<String> names() {
    try {
      File home =
          new File(Bundle.class.getProtectionDomain().getCodeSource().getLocation().toURI());
      if (home.isDirectory()) {
        String[] names = new File(home, folder()).list();
        return names == null
            ? List.of()
            : Stream.of(names).filter(one -> one.endsWith(".yaml")).sorted().toList();
      }
      List<String> names = new ArrayList<>();
      try (JarFile jar = new JarFile(home)) {
        jar.stream()
            .map(ZipEntry::getName)
            .filter(one -> one.startsWith(folder()) && one.endsWith(".yaml"))
            .map(one -> one.substring(folder().length()))
            .filter(one -> !one.contains("/"))
            .sorted()
            .forEach(names::add);
      }
      return names;
    } catch (IOException | URISyntaxException e) {
      throw new IllegalStateException("cannot find the bundled " + name, e);
    }
  }
}
