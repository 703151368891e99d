package dev.tenon.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * A manifest of Tenon as a user would write it, right or wrong, that every reader of manifests can
 * be tried on. One that is wrong begins with a comment that holds a part of the API server's
 * message.
 *
 * @param name its file name without {@code .yaml}
 * @param expected a part of the message that refuses it; empty for a manifest that is right
 * @param yaml the whole text; an update has two documents, the object before and after
 */
public record Fixture(String name, Optional<String> expected, String yaml) {
  private static final String EXPECT = "# expect: ";

  /** Manifests that the schema accepts. */
  public static List<Fixture> valid() {
    return in("valid");
  }

  /** Manifests that the schema refuses. */
  public static List<Fixture> invalid() {
    return in("invalid");
  }

  /** Updates that the schema accepts: two documents each, before and after. */
  public static List<Fixture> validUpdates() {
    return in("valid/updates");
  }

  /** Updates whose second document the schema refuses. */
  public static List<Fixture> invalidUpdates() {
    return in("invalid/updates");
  }

  /** The documents of the manifest. */
  public List<String> documents() {
    return List.of(yaml.split("(?m)^---\n"));
  }

  @Override
  public String toString() {
    return name;
  }

  private static List<Fixture> in(String folder) {
    try {
      URI uri = Fixture.class.getResource("/fixtures/" + folder).toURI();
      if (!uri.getScheme().equals("jar")) {
        return list(Path.of(uri));
      }
      try (FileSystem jar = FileSystems.newFileSystem(uri, Map.of())) {
        return list(jar.getPath("/fixtures/" + folder));
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (URISyntaxException e) {
      throw new IllegalStateException(e);
    }
  }

  private static List<Fixture> list(Path folder) throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files
          .filter(file -> file.toString().endsWith(".yaml"))
          .sorted()
          .map(Fixture::read)
          .toList();
    }
  }

  private static Fixture read(Path file) {
    try {
      String yaml = Files.readString(file);
      String first = yaml.lines().findFirst().orElse("");
      return new Fixture(
          file.getFileName().toString().replace(".yaml", ""),
          Optional.of(first)
              .filter(line -> line.startsWith(EXPECT))
              .map(line -> line.substring(EXPECT.length())),
          yaml);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
