package dev.tenon.bench;

import dev.tenon.bench.flow.Steady;
import dev.tenon.bench.flow.Throughput;
import dev.tenon.bench.idle.Idle;
import dev.tenon.bench.review.Admission;
import dev.tenon.bench.review.Check;
import dev.tenon.bench.up.Apply;
import dev.tenon.bench.up.Start;
import dev.tenon.bench.up.Thousand;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.logging.Level;
import java.util.logging.Logger;

/** Takes the figures that are named, keeps each, and prints it. */
public final class Bench {
  private static final List<Figure> FIGURES =
      List.of(
          new Throughput(),
          new Steady(),
          new Idle(),
          new Start(),
          new Apply(),
          new Thousand(),
          new Admission(),
          new Check());

  private Bench() {}

  /** Exit code 0 when all were taken, whatever they came to; 2 when one is unknown. */
  public static void main(String[] arguments) throws Exception {
    Logger.getLogger("").setLevel(Level.WARNING);
    Optional<Integer> runs = Optional.empty();
    double mostOthers = Double.MAX_VALUE;
    List<Figure> wanted = new ArrayList<>();
    for (int i = 0; i < arguments.length; i++) {
      String word = arguments[i];
      if (word.equals("--runs") && i + 1 < arguments.length) {
        i++;
        runs = Optional.of(Integer.valueOf(arguments[i]));
      } else if (word.equals("--others") && i + 1 < arguments.length) {
        i++;
        mostOthers = Double.parseDouble(arguments[i]);
      } else if (word.equals("all")) {
        wanted.addAll(FIGURES);
      } else {
        Optional<Figure> figure =
            FIGURES.stream().filter(one -> one.name().equals(word)).findFirst();
        if (figure.isEmpty()) {
          usage("there is no figure " + word);
          System.exit(2);
        }
        wanted.add(figure.orElseThrow());
      }
    }
    if (wanted.isEmpty()) {
      usage("name one or more figures");
      System.exit(2);
    }
    for (Figure figure : wanted) {
      take(figure, runs.orElse(figure.usualRuns()), mostOthers);
    }
    System.exit(0);
  }

  private static void usage(String why) {
    System.err.println(
        "bench: "
            + why
            + ". bench/run [--runs N] [--others PERCENT] NAME..., with NAME all or one of");
    FIGURES.forEach(figure -> System.err.println("  " + figure.name()));
  }

  private static void take(Figure figure, int runs, double mostOthers) throws Exception {
    System.err.println("bench: " + figure.name() + ", " + runs + " runs");
    Recording recording = new Recording(mostOthers);
    figure.take(recording, runs);
    for (Series one : recording.series()) {
      System.out.printf(
          Locale.ROOT,
          "%-70s %12s %-22s %s%n",
          one.what(),
          Numbers.text(one.median()),
          one.unit(),
          one.aim().map(aim -> aim + (aim.met(one.median()) ? " met" : " MISSED")).orElse(""));
    }
    Results results = new Results(Path.of("bench"));
    results.keep(figure, recording);
    results.publish(FIGURES);
  }
}
