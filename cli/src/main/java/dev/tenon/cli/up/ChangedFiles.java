package dev.tenon.cli.up;

import dev.tenon.cli.manifests.Manifest;
import dev.tenon.cli.manifests.ManifestFiles;
import dev.tenon.cli.manifests.ManifestReader;
import dev.tenon.cli.manifests.Manifests;
import dev.tenon.cli.manifests.ReadFile;
import dev.tenon.cli.manifests.Source;
import dev.tenon.engine.problem.Position;
import dev.tenon.engine.problem.Problem;
import dev.tenon.plan.Ref;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Compares the files as they are now with what was seen of them before. A file that is wrong keeps
 * what it declared when it was right. Not safe for threads.
 */
final class ChangedFiles {
  private final ManifestReader reader;
  private final Map<String, ReadFile> seen = new LinkedHashMap<>();
  private final Map<String, List<Manifest>> good = new HashMap<>();
  private Set<Ref> declared = new HashSet<>();
  private Set<String> notThere = new HashSet<>();

  /**
   * What is new.
   *
   * @param apply the objects of the files that changed and are right
   * @param files the names of those files
   * @param wrong the names of the files that changed and are wrong; nothing of them is to be
   *     applied
   * @param problems of both, and of files that are not there
   * @param gone objects that are declared no more
   */
  record News(
      List<Manifest> apply,
      List<String> files,
      List<String> wrong,
      List<Problem> problems,
      List<Ref> gone) {
    boolean none() {
      return apply.isEmpty() && wrong.isEmpty() && problems.isEmpty() && gone.isEmpty();
    }
  }

  /** Files that were read and are applied already. */
  ChangedFiles(ManifestReader reader, Manifests applied) {
    this.reader = reader;
    for (ReadFile file : applied.files()) {
      seen.put(file.source().name(), file);
      good.put(file.source().name(), file.manifests());
    }
    declared = declaredNow();
  }

  /** Looks at what was loaded now. */
  News look(ManifestFiles.Loaded loaded) {
    List<ReadFile> unchanged = new ArrayList<>();
    List<ReadFile> changed = new ArrayList<>();
    Set<String> there = new HashSet<>();
    for (Source source : loaded.sources()) {
      there.add(source.name());
      ReadFile before = seen.get(source.name());
      if (before != null && before.source().equals(source)) {
        unchanged.add(before);
      } else {
        ReadFile now = reader.read(source);
        changed.add(now);
        seen.put(source.name(), now);
      }
    }
    seen.keySet().retainAll(there);
    good.keySet().retainAll(there);
    return news(unchanged, changed, missing(loaded));
  }

  private News news(List<ReadFile> unchanged, List<ReadFile> changed, List<Problem> missing) {
    // the unchanged lead, so that what stands twice is a problem of the file that changed
    Manifests all =
        Manifests.of(Stream.concat(unchanged.stream(), changed.stream()).toList(), missing);
    List<Manifest> apply = new ArrayList<>();
    List<String> files = new ArrayList<>();
    List<String> wrong = new ArrayList<>();
    List<Problem> problems = new ArrayList<>(missing);
    for (ReadFile file : changed) {
      String name = file.source().name();
      List<Problem> its = all.problems().stream().filter(one -> isIn(name, one)).toList();
      problems.addAll(its);
      if (its.stream().anyMatch(Problem::refuses)) {
        wrong.add(name);
      } else {
        files.add(name);
        apply.addAll(file.manifests());
        good.put(name, file.manifests());
      }
    }
    Set<Ref> now = declaredNow();
    List<Ref> gone = declared.stream().filter(ref -> !now.contains(ref)).sorted().toList();
    declared = now;
    return new News(apply, files, wrong, problems.stream().distinct().toList(), gone);
  }

  private static boolean isIn(String file, Problem problem) {
    return problem.position().map(Position::file).filter(file::equals).isPresent();
  }

  /** What is not there is said once. */
  private List<Problem> missing(ManifestFiles.Loaded loaded) {
    Set<String> now = new HashSet<>();
    List<Problem> said = new ArrayList<>();
    for (Problem problem : loaded.problems()) {
      String text = problem.position() + problem.message();
      now.add(text);
      if (!notThere.contains(text)) {
        said.add(problem);
      }
    }
    notThere = now;
    return said;
  }

  private Set<Ref> declaredNow() {
    Set<Ref> refs = new HashSet<>();
    good.values().forEach(manifests -> manifests.forEach(manifest -> refs.add(manifest.ref())));
    return refs;
  }
}
