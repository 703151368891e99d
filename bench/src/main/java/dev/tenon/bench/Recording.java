package dev.tenon.bench;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** What one figure came to. */
public final class Recording {
  /** So many times the wanted runs may be left out before one counts whatever others do. */
  private static final int PATIENCE = 3;

  private final Map<String, Series> series = new LinkedHashMap<>();
  private final List<Value> pending = new ArrayList<>();
  private final Series others =
      new Series("used by others meanwhile", "% of a core", Optional.empty());
  private final List<String> notes = new ArrayList<>();
  private final double mostOthers;
  private int counted;
  private int leftOut;

  private record Value(String what, String unit, Optional<Aim> aim, double value) {}

  /**
   * An empty one.
   *
   * @param mostOthers runs in which others used more of the machine than this, in percent of one
   *     core, are left out and repeated
   */
  Recording(double mostOthers) {
    this.mostOthers = mostOthers;
  }

  /** Another one, for runs that only warm up. */
  public Recording aside() {
    return new Recording(mostOthers);
  }

  /** A run's value of a quantity that has no aim. */
  public void add(String what, String unit, double value) {
    pending.add(new Value(what, unit, Optional.empty(), value));
  }

  /** A run's value of a quantity that should be something. */
  public void add(String what, String unit, Aim aim, double value) {
    pending.add(new Value(what, unit, Optional.of(aim), value));
  }

  /** Something to know about the values. */
  public void note(String format, Object... values) {
    notes.add(String.format(Locale.ROOT, format, values));
  }

  /** One run that counts, with a look at what others on the machine did meanwhile. */
  public void run(Run run) throws Exception {
    while (true) {
      pending.clear();
      Processor before = Processor.now();
      run.run();
      double used = Processor.now().othersSince(before).orElse(0);
      if (used <= mostOthers || leftOut >= PATIENCE * (counted + 1)) {
        keep(used);
        return;
      }
      leftOut++;
    }
  }

  private void keep(double used) {
    for (Value value : pending) {
      series
          .computeIfAbsent(value.what(), any -> new Series(value.what(), value.unit(), value.aim()))
          .add(value.value());
    }
    others.add(used);
    counted++;
  }

  /** What is done in one run. It may be done again, if it does not count. */
  @FunctionalInterface
  public interface Run {
    /** Does it. */
    void run() throws Exception;
  }

  List<Series> series() {
    List<Series> all = new ArrayList<>(series.values());
    all.add(others);
    return all;
  }

  List<String> notes() {
    List<String> all = new ArrayList<>(notes);
    if (leftOut > 0) {
      all.add(
          String.format(
              Locale.ROOT,
              "%d runs were left out, whatever they came to: others used more than %.0f %% of a"
                  + " core.",
              leftOut,
              mostOthers));
    }
    return all;
  }
}
