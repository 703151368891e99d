package dev.tenon.cli.operator;

import dev.tenon.runner.pod.Management.Page;
import java.time.Duration;
import java.util.List;
import java.util.function.BooleanSupplier;
import java.util.function.LongSupplier;
import java.util.function.Supplier;

/**
 * Whether the operator works. It is alive while its watches are; a watch that is lost comes back by
 * itself as a rule, so only one that stays away makes the process start again.
 */
public final class OperatorHealth {
  private final Supplier<List<String>> lost;
  private final BooleanSupplier read;
  private final Duration patience;
  private final LongSupplier nanoTime;
  private long wellAt;

  /**
   * Health of an operator.
   *
   * @param lost what is not watched at the moment, by name
   * @param read whether everything has been read
   * @param patience how long a watch may be lost
   */
  public OperatorHealth(
      Supplier<List<String>> lost, BooleanSupplier read, Duration patience, LongSupplier nanoTime) {
    this.lost = lost;
    this.read = read;
    this.patience = patience;
    this.nanoTime = nanoTime;
    this.wellAt = nanoTime.getAsLong();
  }

  /** For a liveness probe. */
  public synchronized Page live() {
    List<String> now = lost.get();
    if (now.isEmpty()) {
      wellAt = nanoTime.getAsLong();
      return Page.health(true, "alive");
    }
    boolean patient = nanoTime.getAsLong() - wellAt <= patience.toNanos();
    return Page.health(patient, "the watch is lost of " + String.join(", ", now));
  }

  /** For a readiness probe. */
  public Page ready() {
    boolean all = read.getAsBoolean();
    return Page.health(all, all ? "ready" : "not everything has been read yet");
  }
}
