package dev.tenon.runner;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A runner as a process of its own, as in a pod. */
final class Pod implements AutoCloseable {
  private static final Pattern PORTS =
      Pattern.compile("routes listen on (\\d+), management on (\\d+)");

  private final Process process;
  private final List<String> lines = Collections.synchronizedList(new ArrayList<>());

  Pod(Path folder, Map<String, String> environment) throws IOException {
    ProcessBuilder builder =
        new ProcessBuilder(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-Xmx256m",
            "-XX:TieredStopAtLevel=1",
            "-cp",
            System.getProperty("surefire.test.class.path", System.getProperty("java.class.path")),
            "dev.tenon.runner.Main",
            folder.toString());
    builder.environment().put("TENON_HTTP_HOST", "127.0.0.1");
    builder.environment().put("TENON_HTTP_PORT", "0");
    builder.environment().put("TENON_MANAGEMENT_PORT", "0");
    builder.environment().putAll(environment);
    builder.redirectErrorStream(true);
    process = builder.start();
    Thread reading = new Thread(this::read, "pod-output");
    reading.setDaemon(true);
    reading.start();
  }

  private void read() {
    try (BufferedReader reader = process.inputReader(StandardCharsets.UTF_8)) {
      for (String line = reader.readLine(); line != null; line = reader.readLine()) {
        lines.add(line);
      }
    } catch (IOException e) {
      lines.add("the output ended: " + e.getMessage());
    }
  }

  String output() {
    synchronized (lines) {
      return String.join("\n", lines);
    }
  }

  boolean up() {
    if (!process.isAlive()) {
      throw new AssertionError("it ended with " + process.exitValue() + ":\n" + output());
    }
    return PORTS.matcher(output()).find();
  }

  Caller routes() {
    return new Caller("http://127.0.0.1:" + port(1));
  }

  Caller management() {
    return new Caller("http://127.0.0.1:" + port(2));
  }

  private int port(int which) {
    Matcher matcher = PORTS.matcher(output());
    if (!matcher.find()) {
      throw new AssertionError("it does not listen:\n" + output());
    }
    return Integer.parseInt(matcher.group(which));
  }

  /** Asks it to end, as the kubelet does. */
  void terminate() {
    process.destroy();
  }

  /** Ends it without asking. */
  void kill() {
    process.destroyForcibly();
  }

  int exit() throws InterruptedException {
    if (!process.waitFor(60, TimeUnit.SECONDS)) {
      throw new AssertionError("it does not end:\n" + output());
    }
    return process.exitValue();
  }

  @Override
  public void close() throws InterruptedException {
    process.destroyForcibly();
    process.waitFor(60, TimeUnit.SECONDS);
  }
}
