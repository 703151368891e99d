package dev.tenon.bench;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** One measured quantity: a value for each run. */
public final class Series {
  private final String what;
  private final String unit;
  private final Optional<Aim> aim;
  private final List<Double> values = new ArrayList<>();

  Series(String what, String unit, Optional<Aim> aim) {
    this.what = what;
    this.unit = unit;
    this.aim = aim;
  }

  /** Adds the value of a run. */
  public void add(double value) {
    values.add(value);
  }

  String what() {
    return what;
  }

  String unit() {
    return unit;
  }

  Optional<Aim> aim() {
    return aim;
  }

  List<Double> values() {
    return values;
  }

  /** The middle value; of an even number the mean of the two in the middle. */
  double median() {
    List<Double> sorted = values.stream().sorted().toList();
    int middle = sorted.size() / 2;
    return sorted.size() % 2 == 1
        ? sorted.get(middle)
        : (sorted.get(middle - 1) + sorted.get(middle)) / 2;
  }

  double min() {
    return values.stream().mapToDouble(Double::doubleValue).min().orElse(Double.NaN);
  }

  double max() {
    return values.stream().mapToDouble(Double::doubleValue).max().orElse(Double.NaN);
  }
}
