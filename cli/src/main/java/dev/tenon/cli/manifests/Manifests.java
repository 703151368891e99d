package dev.tenon.cli.manifests;

import dev.tenon.api.v1alpha1.TenonResource;
import dev.tenon.engine.problem.BuiltIn;
import dev.tenon.engine.problem.Problem;
import dev.tenon.plan.Ref;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** What several files hold together. */
public final class Manifests {
  private final List<ReadFile> files;
  private final Map<Ref, Manifest> byRef = new LinkedHashMap<>();
  private final Set<Ref> broken = new HashSet<>();
  private final List<Problem> problems;

  private Manifests(List<ReadFile> files, List<Problem> found) {
    this.files = List.copyOf(files);
    for (ReadFile file : files) {
      file.manifests().forEach(manifest -> byRef.putIfAbsent(manifest.ref(), manifest));
      broken.addAll(file.broken());
    }
    this.problems =
        Stream.of(
                found.stream(),
                files.stream().flatMap(file -> file.problems().stream()),
                Duplicates.among(files))
            .flatMap(all -> all)
            .toList();
  }

  /**
   * The files together.
   *
   * @param found what is wrong besides, such as files that are not there
   */
  public static Manifests of(List<ReadFile> files, List<Problem> found) {
    return new Manifests(files, found);
  }

  /** The files, in their order. */
  public List<ReadFile> files() {
    return files;
  }

  /** All objects, each once, in the order of the files. */
  public List<Manifest> all() {
    return List.copyOf(byRef.values());
  }

  /** The objects of our own kinds. */
  public List<TenonResource<?, ?>> resources() {
    return resources(byRef.values());
  }

  /** Those of our own kinds. */
  public static List<TenonResource<?, ?>> resources(Collection<Manifest> manifests) {
    return manifests.stream()
        .<TenonResource<?, ?>>flatMap(manifest -> manifest.resource().stream())
        .toList();
  }

  /** The object of that name. */
  public Optional<Manifest> find(Ref ref) {
    return Optional.ofNullable(byRef.get(ref));
  }

  /**
   * Whether a problem is only that something is missing which stands here and could not be read.
   */
  public boolean explain(Problem problem) {
    return problem.rule().equals(BuiltIn.REFERENCE_NOT_FOUND)
        && problem.about().filter(broken::contains).isPresent();
  }

  /** Everything that is wrong, file by file, and warnings. */
  public List<Problem> problems() {
    return problems;
  }

  /** Whether anything is wrong that keeps the set from being applied. */
  public boolean refused() {
    return problems.stream().anyMatch(Problem::refuses);
  }

  /** The problem, with the place in a file of the object and field that it names. */
  public Problem locate(Problem problem) {
    return problem.position().isPresent()
        ? problem
        : find(problem.of()).map(manifest -> manifest.locate(problem)).orElse(problem);
  }
}
