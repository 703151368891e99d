package dev.tenon.bench;

import com.sun.management.OperatingSystemMXBean;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;

/** What the figures were taken on. */
record Machine(String processor, int cores, long memoryGiB, String system, String java) {
  static Machine here() {
    OperatingSystemMXBean os = (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();
    return new Machine(
        processorName(),
        Runtime.getRuntime().availableProcessors(),
        Math.round(os.getTotalMemorySize() / (double) (1L << 30)),
        System.getProperty("os.name"),
        "JDK " + Runtime.version().feature());
  }

  private static String processorName() {
    try {
      return Files.readAllLines(Path.of("/proc/cpuinfo")).stream()
          .filter(line -> line.startsWith("model name"))
          .map(line -> line.substring(line.indexOf(':') + 1).trim())
          .findFirst()
          .orElse(System.getProperty("os.arch"));
    } catch (IOException e) {
      return System.getProperty("os.arch");
    }
  }

  @Override
  public String toString() {
    return "%d × %s, %d GiB, %s, %s".formatted(cores, processor, memoryGiB, system, java);
  }
}
