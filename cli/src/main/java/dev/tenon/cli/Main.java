package dev.tenon.cli;

import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.HelpCommand;

/**
 * The command {@code tenon}. Exit codes: 0 allowed or done; 1 refused by review, or failed; 2
 * cannot be read or used.
 */
@Command(
    name = "tenon",
    description = "An operating model for integrations.",
    mixinStandardHelpOptions = true,
    version = "tenon 0.1.0-SNAPSHOT",
    synopsisSubcommandLabel = "COMMAND",
    subcommands = {HelpCommand.class})
public final class Main {
  private Main() {}

  /** Runs the command line and ends the process with its exit code. */
  public static void main(String[] arguments) {
    System.exit(commandLine().execute(arguments));
  }

  static CommandLine commandLine() {
    return new CommandLine(new Main());
  }
}
