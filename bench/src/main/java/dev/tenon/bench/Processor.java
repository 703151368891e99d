package dev.tenon.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.OptionalDouble;

/**
 * How much of the machine's processors was used until now, and how much of it by this process and
 * those that it started.
 *
 * @param atNanos when
 * @param all used by anybody, in clock ticks; below 0 where that cannot be known
 * @param own used by us, in clock ticks
 */
record Processor(long atNanos, long all, long own) {
  /** USER_HZ, which Linux has fixed for programs. */
  private static final double TICKS_PER_SECOND = 100;

  private static final Path MACHINE = Path.of("/proc/stat");
  private static final Path SELF = Path.of("/proc/self/stat");

  static Processor now() {
    long at = System.nanoTime();
    try {
      if (Files.isReadable(MACHINE) && Files.isReadable(SELF)) {
        return new Processor(at, machine(), self() + running());
      }
    } catch (IOException e) {
      return new Processor(at, -1, 0);
    }
    return new Processor(at, -1, 0);
  }

  /** All but idle and waiting for disks. */
  private static long machine() throws IOException {
    String[] fields = Files.readAllLines(MACHINE).get(0).trim().split("\\s+");
    long busy = 0;
    for (int i = 1; i <= 8 && i < fields.length; i++) {
      if (i != 4 && i != 5) {
        busy += Long.parseLong(fields[i]);
      }
    }
    return busy;
  }

  /** This process, and those it started and saw end. */
  private static long self() throws IOException {
    String text = Files.readString(SELF);
    String[] fields = text.substring(text.lastIndexOf(')') + 2).split(" ");
    long ticks = 0;
    for (int i = 11; i <= 14; i++) {
      ticks += Long.parseLong(fields[i]);
    }
    return ticks;
  }

  private static long running() {
    return (long)
        ProcessHandle.current()
            .descendants()
            .map(process -> process.info().totalCpuDuration().orElse(Duration.ZERO))
            .mapToDouble(used -> used.toMillis() / 1e3 * TICKS_PER_SECOND)
            .sum();
  }

  /** What others used, in percent of one core. */
  OptionalDouble othersSince(Processor before) {
    if (all < 0 || before.all < 0) {
      return OptionalDouble.empty();
    }
    double seconds = (atNanos - before.atNanos) / 1e9;
    double others = (all - before.all) - (own - before.own);
    return OptionalDouble.of(Math.max(0, others / TICKS_PER_SECOND / seconds * 100));
  }
}
