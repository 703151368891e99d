package dev.tenon.cli;

import dev.tenon.cli.console.ExitCode;
import dev.tenon.cli.console.Stop;
import dev.tenon.cli.console.Streams;
import dev.tenon.cli.log.Logs;
import dev.tenon.cli.up.LocalPlane;
import dev.tenon.cli.up.Planes;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.HelpCommand;
import picocli.CommandLine.IVersionProvider;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;
import picocli.CommandLine.UnmatchedArgumentException;

/** The command {@code tenon}. */
@Command(
    name = "tenon",
    header = "An operating model for integrations.",
    description = {
      "Integrations are declared as Kubernetes resources: why they exist, who owns them, which pattern they follow, "
          + "what they may use. Tenon runs them, and says how they fare."
    },
    mixinStandardHelpOptions = true,
    versionProvider = Main.Version.class,
    synopsisSubcommandLabel = "COMMAND",
    commandListHeading = "%nCommands:%n",
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {
      "0:Done; nothing is refused.",
      "1:Valid, but refused by references, parameters, quota or policy; or failed.",
      "2:Cannot be read, or a Kubernetes API would refuse it by its schema; or a wrong option."
    },
    footerHeading = "%nBegin with:%n",
    footer = {"  tenon up samples/quickstart", "  tenon help up"},
    subcommands = {HelpCommand.class})
public final class Main implements Callable<Integer> {
  /** A signal gives so long to end; then the process goes without. */
  private static final Duration ENDS_WITHIN = Duration.ofMillis(4700);

  @Spec private CommandSpec spec;

  private Main() {}

  /** Without a command: somebody looks around. */
  @Override
  public Integer call() {
    spec.commandLine().usage(spec.commandLine().getErr());
    return ExitCode.UNREADABLE;
  }

  /** Runs the command line and ends the process with its exit code. */
  public static void main(String[] arguments) {
    Streams streams = Streams.ofProcess();
    Logs.quiet(streams.err()::println);
    Stop stop = new Stop();
    Runtime.getRuntime().addShutdownHook(new Thread(() -> end(stop, streams), "end"));
    int code = commandLine(streams, LocalPlane::start, stop, System.getenv()).execute(arguments);
    stop.done();
    streams.out().flush();
    System.exit(code);
  }

  /** Runs when a signal comes, and after the command has ended by itself. */
  private static void end(Stop stop, Streams streams) {
    stop.order();
    try {
      if (!stop.awaitDone(ENDS_WITHIN)) {
        streams.err().println("tenon: something did not end in time; it is left behind");
        Runtime.getRuntime().halt(ExitCode.REFUSED);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /**
   * The command line, for this process or a test.
   *
   * @param planes makes the control planes of {@code up}
   * @param stop ends what runs until it is stopped
   */
  static CommandLine commandLine(
      Streams streams, Planes planes, Stop stop, Map<String, String> environment) {
    CommandLine line =
        new CommandLine(new Main())
            .addSubcommand(new UpCommand(streams, planes, stop, environment))
            .addSubcommand(new CheckCommand(streams))
            .addSubcommand(new RenderCommand(streams))
            .addSubcommand(new SandboxCommand(streams, stop))
            .addSubcommand(new AdmissionCommand(streams, stop))
            .addSubcommand(new OperatorCommand(streams, stop));
    lay(line.getCommandSpec());
    line.getSubcommands().values().forEach(command -> lay(command.getCommandSpec()));
    return line.setOut(writer(streams.out()))
        .setErr(writer(streams.err()))
        .setCaseInsensitiveEnumValuesAllowed(true)
        .setUsageHelpAutoWidth(true)
        .setParameterExceptionHandler(Main::misused)
        .setExecutionExceptionHandler(Main::failed);
  }

  /** Room between the parts of a help text. */
  private static void lay(CommandSpec command) {
    command
        .usageMessage()
        .synopsisHeading("%nUsage: ")
        .descriptionHeading("%n")
        .parameterListHeading("%n")
        .optionListHeading("%n");
  }

  private static PrintWriter writer(java.io.PrintStream stream) {
    return new PrintWriter(stream, true, StandardCharsets.UTF_8);
  }

  private static int misused(ParameterException e, String[] arguments) {
    CommandLine command = e.getCommandLine();
    PrintWriter err = command.getErr();
    err.println("tenon: " + e.getMessage());
    if (!UnmatchedArgumentException.printSuggestions(e, err)) {
      err.println("  " + command.getHelp().fullSynopsis().strip().replaceAll("\\s+", " "));
    }
    String name = command.getCommandName();
    err.println("  tenon help" + (name.equals("tenon") ? "" : " " + name) + " says what there is.");
    return ExitCode.UNREADABLE;
  }

  /** What nobody thought of: said in one line, never as a stack. */
  private static int failed(Exception e, CommandLine command, CommandLine.ParseResult result) {
    String message =
        e.getMessage() == null ? "" : ": " + e.getMessage().lines().findFirst().orElse("");
    command
        .getErr()
        .println(
            "tenon: an error of Tenon itself, please report it: "
                + e.getClass().getSimpleName()
                + message);
    java.util.logging.Logger.getLogger(Main.class.getName())
        .log(java.util.logging.Level.INFO, "the command failed", e);
    return ExitCode.REFUSED;
  }

  /** The version that the jar was built as. */
  static final class Version implements IVersionProvider {
    @Override
    public String[] getVersion() {
      String version = Main.class.getPackage().getImplementationVersion();
      return new String[] {
        "tenon " + (version == null ? "(not packaged)" : version), "Java " + Runtime.version()
      };
    }
  }
}
