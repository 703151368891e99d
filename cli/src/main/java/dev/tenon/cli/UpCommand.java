package dev.tenon.cli;

import dev.tenon.cli.console.Stop;
import dev.tenon.cli.console.Streams;
import dev.tenon.cli.up.PlaneOptions;
import dev.tenon.cli.up.Planes;
import dev.tenon.cli.up.UpOptions;
import dev.tenon.cli.up.UpSession;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code tenon up}: runs integrations on this machine. */
@Command(
    name = "up",
    header = "Run integrations on this machine: a Kubernetes API, the operator and the routes.",
    description = {
      "Starts a Kubernetes API on 127.0.0.1, prints KUBECONFIG=PATH when it answers, applies what FILE names, and "
          + "runs it. Then it shows how integrations fare, and applies files again when they change. "
          + "No file is needed: kubectl apply works just as well, from another terminal.",
      "",
      "All files are checked first; if anything is wrong in one of them, all of it is printed and nothing is applied. "
          + "Namespaces that are named and not declared are made. An object that disappears from the files stays until "
          + "kubectl deletes it.",
      "",
      "A folder that holds sandbox.yaml starts that sandbox too. State is kept in the home, and taken up again by the "
          + "next start. Ctrl-C ends it within 5 seconds; the end of standard input does not."
    },
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {
      "0:With --once: every Integration is Ready, and nothing was refused.",
      "1:The API refused something; with --once also: one is Stalled, or not settled in time. Or it could not start.",
      "2:A file cannot be read or is not valid; nothing was applied. Or an option is wrong.",
      "130:Ended by Ctrl-C; 143 by a termination signal."
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  tenon up samples/quickstart",
      "  KUBECONFIG=.tenon/kubeconfig kubectl get tint -A",
      "  tenon up --once --timeout 1m orders.yaml   # in a pipeline"
    })
final class UpCommand implements Callable<Integer> {
  private final Streams streams;
  private final Planes planes;
  private final Stop stop;
  private final Map<String, String> environment;

  @Mixin private HelpOption help = new HelpOption();

  @Parameters(
      paramLabel = "FILE|DIR",
      arity = "0..*",
      description =
          "Manifests to apply and to watch. Of a folder the YAML and JSON files are read, not those of "
              + "folders inside of it. A single dash is standard input.")
  private List<String> files = new ArrayList<>();

  @Option(
      names = "--port",
      paramLabel = "N",
      defaultValue = "8080",
      converter = Port.class,
      description =
          "The port on 127.0.0.1 on which all routes listen; 0 for any that is free. Default: ${DEFAULT-VALUE}")
  private int port = 8080;

  @Option(
      names = "--api-port",
      paramLabel = "N",
      defaultValue = "0",
      converter = Port.class,
      description =
          "The port of the Kubernetes API; unless given, the one that this home had before, or any that is free.")
  private int apiPort;

  @Option(
      names = "--home",
      paramLabel = "DIR",
      defaultValue = ".tenon",
      description =
          "The folder of the state, the kubeconfig and the log, for one process at a time. Default: ${DEFAULT-VALUE}")
  private Path home = Path.of(".tenon");

  @Option(
      names = "--once",
      description = "Wait until every Integration is Ready or Stalled, print the table, and end.")
  private boolean once;

  @Option(
      names = "--timeout",
      paramLabel = "TIME",
      defaultValue = "5m",
      converter = Period.class,
      description = "How long --once waits, such as 90s. Default: ${DEFAULT-VALUE}")
  private Duration timeout = Duration.ofMinutes(5);

  @Option(
      names = "--patterns",
      paramLabel = "WHICH",
      defaultValue = "default",
      description =
          "default applies the catalogue's patterns, and leaves alone those that somebody has changed; none does not.")
  private Patterns patterns = Patterns.DEFAULT;

  @Option(names = "--allow-scheme", paramLabel = "SCHEME", description = Words.ALLOW_SCHEME)
  private Set<String> schemes = Set.of();

  @Option(
      names = {"-v", "--verbose"},
      description =
          "Print more of the log on standard error: -v what Tenon does, -vv what libraries say, -vvv details. "
              + "The whole log is in the home.")
  private boolean[] verbosity = {};

  /** Which patterns are applied without being asked for. */
  enum Patterns {
    DEFAULT,
    NONE
  }

  UpCommand(Streams streams, Planes planes, Stop stop, Map<String, String> environment) {
    this.streams = streams;
    this.planes = planes;
    this.stop = stop;
    this.environment = environment;
  }

  @Override
  public Integer call() throws InterruptedException {
    UpOptions options =
        new UpOptions(
            new PlaneOptions(home, port, apiPort, schemes),
            files,
            once,
            timeout,
            patterns == Patterns.DEFAULT,
            verbosity.length,
            environment);
    return new UpSession(options, streams, planes, stop).run();
  }
}
