package dev.tenon.e2e;

import java.nio.file.Path;
import java.util.List;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Helm for {@code e2e/up} and {@code e2e/down}, on machines that have none. */
@Command(name = "chart", synopsisSubcommandLabel = "COMMAND")
public final class Main {
  @Option(names = "--chart", required = true, scope = CommandLine.ScopeType.INHERIT)
  private Path folder;

  @Option(names = "--kubeconfig", scope = CommandLine.ScopeType.INHERIT)
  private Path kubeconfig;

  @Option(names = "--values", scope = CommandLine.ScopeType.INHERIT)
  private List<Path> values = List.of();

  private Main() {}

  /** Ends with 0, or with 1 and Helm's words on standard error. */
  public static void main(String[] arguments) {
    System.exit(
        new CommandLine(new Main())
            .setExecutionExceptionHandler(
                (e, line, result) -> {
                  line.getErr().println("chart: " + e.getMessage());
                  return 1;
                })
            .execute(arguments));
  }

  @Command
  void render() {
    System.out.println(new Chart(folder).render(values));
  }

  @Command
  void install() {
    System.err.println(new Chart(folder).install(kubeconfig, values).getOutput());
  }

  @Command
  void upgrade() {
    System.err.println(new Chart(folder).upgrade(kubeconfig, values).getOutput());
  }

  @Command
  void uninstall() {
    Chart.uninstall(kubeconfig);
  }
}
