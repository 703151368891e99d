package dev.tenon.cli.up;

import java.time.Duration;
import java.util.List;
import java.util.Map;

/**
 * What {@code tenon up} is asked for.
 *
 * @param files as they stand on the command line
 * @param once whether to end when everything has settled
 * @param timeout how long to wait for that
 * @param catalogue whether the patterns of the catalogue are applied
 * @param verbosity of the log on standard error: 0 for warnings, to 3 for details
 * @param environment of the process
 */
public record UpOptions(
    PlaneOptions plane,
    List<String> files,
    boolean once,
    Duration timeout,
    boolean catalogue,
    int verbosity,
    Map<String, String> environment) {
  /** Copies. */
  public UpOptions {
    files = List.copyOf(files);
    environment = Map.copyOf(environment);
  }
}
