package dev.tenon.cli.check;

import dev.tenon.api.v1alpha1.IntegrationPolicy;
import dev.tenon.cli.manifests.ManifestFiles;
import dev.tenon.cli.manifests.ManifestReader;
import dev.tenon.cli.manifests.Manifests;
import dev.tenon.engine.policy.Bundle;
import dev.tenon.engine.problem.Problem;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Reads what a check takes for given: the estate, and policies. */
public final class Given {
  private final ManifestReader reader;
  private final Checking checking;
  private final List<Problem> problems = new ArrayList<>();

  /** Gives what it reads to that check. */
  public Given(ManifestReader reader, Checking checking) {
    this.reader = reader;
    this.checking = checking;
  }

  /**
   * Takes an estate.
   *
   * @param named a folder of manifests, or a kubeconfig; absent: nothing is declared yet
   * @throws IOException if a cluster cannot be read; the message says what to do
   */
  public Given estate(Optional<String> named) throws IOException {
    if (named.isEmpty()) {
      return this;
    }
    Path path = Path.of(named.get());
    if (Files.isDirectory(path)) {
      checking.declared(read(named.get()).resources());
    } else if (Files.exists(path)) {
      ClusterEstate cluster = ClusterEstate.read(path);
      cluster.namespaces().forEach(checking::namespace);
      checking.declared(cluster.objects());
    } else {
      throw new IOException(
          "there is no " + named.get() + ": --estate is a folder of manifests, or a kubeconfig");
    }
    return this;
  }

  /** Takes policies: {@code default}, {@code none}, or a file or folder. */
  public Given policies(String which) {
    switch (which) {
      case "none" -> {}
      case "default" -> checking.given(Bundle.policies());
      default ->
          checking.given(
              read(which).resources().stream()
                  .filter(IntegrationPolicy.class::isInstance)
                  .toList());
    }
    return this;
  }

  /** What is wrong with what was read, and warnings. */
  public List<Problem> problems() {
    return List.copyOf(problems);
  }

  private Manifests read(String named) {
    Manifests read =
        reader.read(new ManifestFiles(List.of(named), InputStream.nullInputStream()).load());
    problems.addAll(read.problems());
    return read;
  }
}
