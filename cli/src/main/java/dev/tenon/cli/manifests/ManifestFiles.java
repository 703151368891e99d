package dev.tenon.cli.manifests;

import dev.tenon.engine.problem.Problem;
import dev.tenon.engine.yaml.YamlLimits;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Finds and loads the files that somebody names, as {@code kubectl apply -f} does: a file, or the
 * {@code *.yaml}, {@code *.yml} and {@code *.json} of a folder, not those of folders inside of it;
 * {@code -} is standard input. A {@code sandbox.yaml} is no manifest, and told apart by its name.
 */
public final class ManifestFiles {
  /** The name of a sandbox's file. */
  public static final String SANDBOX = "sandbox.yaml";

  private static final String STANDARD_INPUT = "-";
  private static final List<String> ENDINGS = List.of(".yaml", ".yml", ".json");
  private static final int MOST_BYTES = 4 * YamlLimits.DEFAULT.characters();

  private final List<String> named;
  private final InputStream input;
  private Optional<byte[]> piped = Optional.empty();

  /**
   * What was named, and what was found there.
   *
   * @param sources the manifests, in the order in which they were named; each once
   * @param sandboxes files of sandboxes
   * @param folders where something may appear or change: the named folders, and those of the named
   *     files
   * @param problems what is not there, or cannot be read
   */
  public record Loaded(
      List<Source> sources, List<Path> sandboxes, Set<Path> folders, List<Problem> problems) {}

  /**
   * Files and folders.
   *
   * @param named as they stand on the command line
   * @param input what {@code -} reads
   */
  public ManifestFiles(List<String> named, InputStream input) {
    this.named = List.copyOf(named);
    this.input = input;
  }

  /** Looks again at what was named, and reads all of it. */
  public Loaded load() {
    Loading loading = new Loading();
    named.forEach(loading::find);
    return loading.done();
  }

  private final class Loading {
    private final Map<Path, Source> sources = new LinkedHashMap<>();
    private final Set<Path> sandboxes = new LinkedHashSet<>();
    private final Set<Path> folders = new LinkedHashSet<>();
    private final List<Problem> problems = new ArrayList<>();

    Loaded done() {
      return new Loaded(
          List.copyOf(sources.values()), List.copyOf(sandboxes), folders, List.copyOf(problems));
    }

    void find(String name) {
      if (name.equals(STANDARD_INPUT)) {
        read(Path.of(STANDARD_INPUT), "<stdin>", new ByteArrayInputStream(piped()));
        return;
      }
      Path path;
      try {
        path = Path.of(name);
      } catch (InvalidPathException e) {
        wrong(name, "this is no name of a file", "Name a file or a folder.");
        return;
      }
      if (name.startsWith("http://") || name.startsWith("https://")) {
        wrong(
            name, "addresses are not read", "Fetch it first, and name the file, or - to pipe it.");
      } else if (Files.isDirectory(path)) {
        folder(path);
      } else if (!Files.exists(path)) {
        wrong(
            name,
            "there is no such file or folder",
            "Check its name; the working directory is " + Path.of("").toAbsolutePath() + ".");
      } else {
        folders.add(folderOf(path));
        file(path);
      }
    }

    private void folder(Path folder) {
      folders.add(folder);
      List<Path> inside;
      try (Stream<Path> all = Files.list(folder)) {
        inside = all.sorted().toList();
      } catch (IOException e) {
        wrong(folder.toString(), "this folder " + why(e), "Allow it to be read.");
        return;
      }
      List<Path> manifests = inside.stream().filter(Loading::isManifest).toList();
      manifests.forEach(this::file);
      if (manifests.isEmpty()) {
        boolean deeper = inside.stream().anyMatch(Files::isDirectory);
        wrong(
            folder.toString(),
            "there is no *.yaml, *.yml or *.json in this folder",
            deeper
                ? "Folders inside of a folder are not read: name them one by one."
                : "Name another folder, or put manifests into this one.");
      }
    }

    /** Hidden files are those of editors. */
    private static boolean isManifest(Path file) {
      String name = file.getFileName().toString();
      return !name.startsWith(".")
          && ENDINGS.stream().anyMatch(name.toLowerCase(Locale.ROOT)::endsWith)
          && Files.isRegularFile(file);
    }

    private void file(Path file) {
      if (file.getFileName().toString().equals(SANDBOX)) {
        sandboxes.add(file);
        return;
      }
      try (InputStream in = Files.newInputStream(file)) {
        read(file, file.toString(), in);
      } catch (NoSuchFileException e) {
        // it went away between the look and the reading
      } catch (IOException e) {
        wrong(file.toString(), "this file " + why(e), "Allow it to be read.");
      }
    }

    private void read(Path key, String name, InputStream in) {
      try {
        Path absolute = key.toAbsolutePath().normalize();
        if (sources.containsKey(absolute)) {
          return;
        }
        byte[] content = in.readNBytes(MOST_BYTES + 1);
        sources.put(absolute, new Source(name, content));
      } catch (IOException e) {
        wrong(name, "this file " + why(e), "Allow it to be read.");
      }
    }

    /** It can be read once only, and counts from then on. */
    private byte[] piped() {
      if (piped.isEmpty()) {
        try {
          piped = Optional.of(input.readNBytes(MOST_BYTES + 1));
        } catch (IOException e) {
          wrong("<stdin>", "standard input " + why(e), "Name a file instead.");
          piped = Optional.of(new byte[0]);
        }
      }
      return piped.get();
    }

    private void wrong(String name, String message, String fix) {
      problems.add(SchemaProblems.notRead(name, message, fix));
    }
  }

  private static Path folderOf(Path file) {
    Path parent = file.getParent();
    return parent == null ? Path.of("") : parent;
  }

  private static String why(IOException e) {
    if (e instanceof AccessDeniedException) {
      return "may not be read by you";
    }
    String said = e.getMessage();
    return "cannot be read: " + (said == null ? e.getClass().getSimpleName() : said);
  }
}
