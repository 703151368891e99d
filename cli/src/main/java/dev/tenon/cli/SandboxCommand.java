package dev.tenon.cli;

import dev.tenon.cli.console.ExitCode;
import dev.tenon.cli.console.Stop;
import dev.tenon.cli.console.Streams;
import dev.tenon.sandbox.Sandbox;
import dev.tenon.sandbox.SandboxMain;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code tenon sandbox}: vendors to try integrations against. */
@Command(
    name = "sandbox",
    header = "Run a vendor sandbox: an HTTP server that plays the vendors of a file.",
    description = {
      "Starts what FILE declares, prints SANDBOX=ADDRESS on standard output when it answers, and runs until it is "
          + "stopped. Its page is at that address: it shows what arrived, and stops and starts each vendor's answering. "
          + "docs/sandbox.md explains the file.",
      "",
      "tenon up starts the sandbox of a folder by itself."
    },
    footerHeading = "%nExample:%n",
    footer = {"  tenon sandbox samples/quickstart/sandbox.yaml --port 8090"})
final class SandboxCommand implements Callable<Integer> {
  private final Streams streams;
  private final Stop stop;

  @Mixin private HelpOption help = new HelpOption();

  @Parameters(
      paramLabel = "FILE",
      arity = "0..1",
      defaultValue = "sandbox.yaml",
      description = "The sandbox's file; ${DEFAULT-VALUE} unless given.")
  private String file = "sandbox.yaml";

  @Option(
      names = "--port",
      paramLabel = "N",
      converter = Port.class,
      description = "The port to listen on instead of the file's; 0 for any that is free.")
  private Optional<Integer> port = Optional.empty();

  @Option(
      names = "--host",
      paramLabel = "ADDRESS",
      description =
          "The address to listen on instead of the file's; 127.0.0.1 where that says none.")
  private Optional<String> host = Optional.empty();

  SandboxCommand(Streams streams, Stop stop) {
    this.streams = streams;
    this.stop = stop;
  }

  @Override
  public Integer call() throws InterruptedException {
    List<String> arguments = new ArrayList<>(List.of(file));
    port.ifPresent(number -> arguments.addAll(List.of("--port", number.toString())));
    host.ifPresent(address -> arguments.addAll(List.of("--host", address)));
    Optional<Sandbox> sandbox =
        SandboxMain.start(arguments.toArray(String[]::new), streams.out(), streams.err());
    if (sandbox.isEmpty()) {
      return ExitCode.UNREADABLE;
    }
    try (Sandbox running = sandbox.get()) {
      stop.await();
    }
    return ExitCode.ALLOWED;
  }
}
