package dev.tenon.cli;

import dev.tenon.cli.console.ExitCode;
import dev.tenon.cli.console.ProblemPrinter;
import dev.tenon.cli.console.Streams;
import dev.tenon.cli.manifests.BundledPatterns;
import dev.tenon.cli.manifests.Kinds;
import dev.tenon.cli.manifests.ManifestFiles;
import dev.tenon.cli.manifests.ManifestReader;
import dev.tenon.cli.manifests.Manifests;
import dev.tenon.cli.render.RouteRendering;
import dev.tenon.engine.problem.Problem;
import dev.tenon.engine.render.Renderer;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code tenon render}: the routes that declarations become, without running anything. */
@Command(
    name = "render",
    header = "Print the Camel routes of each Integration, without running anything.",
    description = {
      "Reads Integrations, fills their patterns with their parameters, and prints the routes as Camel YAML. "
          + "What they refer to (Systems, patterns) is looked for in the same files and in those of --with; "
          + "the patterns of the catalogue are always there.",
      "",
      "The parameters of system:, events: and inbox: stand in the plan and not in the routes; "
          + "a URI such as system:helpdesk?call=deliver-1 names its entry there."
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  tenon render samples/quickstart",
      "  tenon render orders.yaml --with systems/ --with patterns/",
      "  kustomize build . | tenon render -"
    })
final class RenderCommand implements Callable<Integer> {
  private final Streams streams;

  @Mixin private HelpOption help = new HelpOption();

  @Parameters(
      paramLabel = "FILE",
      arity = "1..*",
      description =
          "Files or folders whose Integrations are rendered. "
              + Words.FOLDERS
              + " A single dash is standard input.")
  private List<String> files = new ArrayList<>();

  @Option(
      names = "--with",
      paramLabel = "FILE|DIR",
      description = "What the Integrations refer to, and is not to be rendered itself.")
  private List<String> with = new ArrayList<>();

  @Option(names = "--allow-scheme", paramLabel = "SCHEME", description = Words.ALLOW_SCHEME)
  private Set<String> schemes = Set.of();

  RenderCommand(Streams streams) {
    this.streams = streams;
  }

  @Override
  public Integer call() {
    ManifestReader reader = new ManifestReader(new Kinds());
    Manifests declared = read(reader, files);
    Manifests context = read(reader, with);
    RouteRendering rendering =
        RouteRendering.of(
            declared, context, BundledPatterns.read(reader), Renderer.with(Set.copyOf(schemes)));
    streams.out().print(String.join("---\n", rendering.routes()));
    streams.out().flush();
    List<Problem> problems = new ArrayList<>(declared.problems());
    problems.addAll(context.problems());
    problems.addAll(rendering.problems());
    ProblemPrinter.print(problems, streams.err()::println);
    if (rendering.routes().isEmpty() && problems.isEmpty()) {
      streams.err().println("tenon: there is no Integration in " + String.join(", ", files));
    }
    return ExitCode.of(problems);
  }

  private Manifests read(ManifestReader reader, List<String> named) {
    return reader.read(new ManifestFiles(named, streams.in()).load());
  }
}
