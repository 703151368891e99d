package dev.tenon.local.api;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;

/** An API in a process of its own, to be killed. */
final class AnotherProcess {
  private static final String READY = "ready";

  private AnotherProcess() {}

  /** Starts one in a home and waits until it answers. */
  static Process start(Path home) throws IOException {
    Process process =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx256m",
                "-XX:TieredStopAtLevel=1",
                "-cp",
                System.getProperty("java.class.path"),
                AnotherProcess.class.getName(),
                home.toString())
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();
    BufferedReader out =
        new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
    String line = out.readLine();
    if (!READY.equals(line)) {
      process.destroyForcibly();
      throw new IOException("the API in another process did not start: " + line);
    }
    return process;
  }

  /** Runs until it is killed. */
  public static void main(String[] arguments) throws Exception {
    try (EmbeddedApi api = EmbeddedApi.start(EmbeddedApiOptions.in(Path.of(arguments[0])))) {
      System.out.println(READY);
      System.out.flush();
      // the end of standard input is the end of whoever started this
      while (System.in.read() >= 0) {
        Thread.onSpinWait();
      }
    }
  }
}
