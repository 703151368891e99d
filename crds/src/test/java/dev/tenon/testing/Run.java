package dev.tenon.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * What a program did.
 *
 * @param exit its exit code
 * @param out its standard output
 * @param err its standard error
 */
public record Run(int exit, String out, String err) {
  private static final long ENDS_WITHIN_MINUTES = 3;

  static Run of(Path home, Path kubeconfig, Path program, String input, String... arguments) {
    List<String> command = new ArrayList<>();
    command.add(program.toString());
    command.addAll(List.of(arguments));
    try {
      // files, because a pipe that nobody reads stops the program
      Path folder = Files.createTempDirectory(home, "run-");
      Path in = Files.writeString(folder.resolve("in"), input);
      Path out = folder.resolve("out");
      Path err = folder.resolve("err");
      ProcessBuilder builder =
          new ProcessBuilder(command)
              .redirectInput(in.toFile())
              .redirectOutput(out.toFile())
              .redirectError(err.toFile());
      builder.environment().put("KUBECONFIG", kubeconfig.toString());
      builder.environment().put("HOME", home.toString());
      builder.environment().put("NO_PROXY", "127.0.0.1");
      Process process = builder.start();
      if (!process.waitFor(ENDS_WITHIN_MINUTES, TimeUnit.MINUTES)) {
        process.destroyForcibly().waitFor();
        throw new IllegalStateException(String.join(" ", command) + " did not end");
      }
      Run run = new Run(process.exitValue(), Files.readString(out), Files.readString(err));
      Folders.delete(folder);
      return run;
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot run " + program, e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("Interrupted while " + program + " ran", e);
    }
  }

  /** This, if the exit code is 0; otherwise an {@link AssertionError} with all that it said. */
  public Run orFail() {
    if (exit != 0) {
      throw new AssertionError("exit code " + exit + "\n" + out + err);
    }
    return this;
  }
}
