package dev.tenon.bench;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** What one figure came to. */
public final class Recording {
  private final Map<String, Series> series = new LinkedHashMap<>();
  private final Series others =
      new Series("used by others meanwhile", "% of a core", Optional.empty());
  private final List<String> notes = new ArrayList<>();

  /** A run's value of a quantity that has no aim. */
  public void add(String what, String unit, double value) {
    series(what, unit, Optional.empty()).add(value);
  }

  /** A run's value of a quantity that should be something. */
  public void add(String what, String unit, Aim aim, double value) {
    series(what, unit, Optional.of(aim)).add(value);
  }

  private Series series(String what, String unit, Optional<Aim> aim) {
    return series.computeIfAbsent(what, any -> new Series(what, unit, aim));
  }

  /** Something to know about the values. */
  public void note(String format, Object... values) {
    notes.add(String.format(Locale.ROOT, format, values));
  }

  /** One run, with a look at what others on the machine did meanwhile. */
  public void run(Run run) throws Exception {
    Processor before = Processor.now();
    run.run();
    Processor.now().othersSince(before).ifPresent(others::add);
  }

  /** What is done in one run. */
  @FunctionalInterface
  public interface Run {
    /** Does it. */
    void run() throws Exception;
  }

  List<Series> series() {
    List<Series> all = new ArrayList<>(series.values());
    if (!others.values().isEmpty()) {
      all.add(others);
    }
    return all;
  }

  List<String> notes() {
    return notes;
  }
}
