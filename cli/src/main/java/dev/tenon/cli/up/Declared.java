package dev.tenon.cli.up;

import dev.tenon.cli.console.ExitCode;
import dev.tenon.cli.console.ProblemPrinter;
import dev.tenon.cli.console.Streams;
import dev.tenon.cli.manifests.BundledPatterns;
import dev.tenon.cli.manifests.Kinds;
import dev.tenon.cli.manifests.Manifest;
import dev.tenon.cli.manifests.ManifestFiles;
import dev.tenon.cli.manifests.ManifestReader;
import dev.tenon.cli.manifests.Manifests;
import dev.tenon.sandbox.config.SandboxConfig;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * Everything that the command line names, read before anything happens.
 *
 * @param complaints what is wrong, and warnings, as they are printed; empty where there is nothing
 * @param exitCode of a run that ends here; 0 where nothing is wrong
 */
record Declared(
    Kinds kinds,
    ManifestReader reader,
    ManifestFiles files,
    Set<Path> folders,
    Manifests manifests,
    List<Manifest> catalogue,
    List<SandboxConfig> sandboxes,
    String complaints,
    int exitCode) {

  static Declared read(UpOptions options, Streams streams) {
    Kinds kinds = new Kinds();
    ManifestReader reader = new ManifestReader(kinds);
    ManifestFiles files = new ManifestFiles(options.files(), streams.in());
    ManifestFiles.Loaded loaded = files.load();
    Manifests manifests = reader.read(loaded);
    Sandboxes.Declared sandboxes = Sandboxes.read(loaded.sandboxes());
    List<String> complaints = new ArrayList<>(sandboxes.problems());
    ProblemPrinter.print(manifests.problems(), complaints::add);
    int code = ExitCode.of(manifests.problems());
    if (!sandboxes.problems().isEmpty()) {
      code = ExitCode.UNREADABLE;
    }
    return new Declared(
        kinds,
        reader,
        files,
        loaded.folders(),
        manifests,
        options.catalogue() ? BundledPatterns.read(reader) : List.of(),
        sandboxes.configs(),
        String.join("\n", complaints),
        code);
  }
}
