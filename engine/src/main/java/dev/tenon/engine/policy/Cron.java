package dev.tenon.engine.policy;

import java.time.DayOfWeek;
import java.time.Duration;
import java.time.LocalDate;
import java.util.BitSet;
import java.util.List;
import java.util.Locale;

/**
 * How often a calendar of five fields fires; the calendar has been checked when its plan was made.
 */
final class Cron {
  private static final List<String> MONTHS =
      List.of("JAN", "FEB", "MAR", "APR", "MAY", "JUN", "JUL", "AUG", "SEP", "OCT", "NOV", "DEC");

  private static final List<String> DAYS = List.of("SUN", "MON", "TUE", "WED", "THU", "FRI", "SAT");

  private static final int MINUTES_OF_DAY = 1440;

  /** Four years: every date and, with any month, enough weekdays. */
  private static final int HORIZON = 1461;

  private static final LocalDate START = LocalDate.of(2024, 1, 1);

  private final BitSet minutesOfDay = new BitSet(MINUTES_OF_DAY);
  private final BitSet daysOfMonth;
  private final BitSet months;
  private final BitSet daysOfWeek;
  private final boolean anyDayOfMonth;
  private final boolean anyDayOfWeek;

  private Cron(String[] fields) {
    BitSet minutes = set(fields[0], 0, 59, List.of());
    BitSet hours = set(fields[1], 0, 23, List.of());
    hours.stream()
        .forEach(hour -> minutes.stream().forEach(minute -> minutesOfDay.set(hour * 60 + minute)));
    daysOfMonth = set(fields[2], 1, 31, List.of());
    months = set(fields[3], 1, 12, MONTHS);
    daysOfWeek = set(fields[4], 0, 7, DAYS);
    if (daysOfWeek.get(7)) {
      daysOfWeek.set(0);
    }
    anyDayOfMonth = fields[2].startsWith("*");
    anyDayOfWeek = fields[4].startsWith("*");
  }

  /** The calendar of a text such as {@code 0 9 * * MON-FRI}. */
  static Cron of(String text) {
    return new Cron(text.strip().split("\\s+", -1));
  }

  private static BitSet set(String field, int least, int most, List<String> names) {
    BitSet set = new BitSet();
    for (String item : field.split(",", -1)) {
      String[] step = item.split("/", -1);
      String[] range = step[0].split("-", -1);
      int from = step[0].equals("*") ? least : value(range[0], least, names);
      int to = from;
      if (step[0].equals("*")) {
        to = most;
      } else if (range.length == 2) {
        to = value(range[1], least, names);
      } else if (step.length == 2) {
        to = most;
      }
      for (int i = from; i <= to; i += step.length == 2 ? Integer.parseInt(step[1]) : 1) {
        set.set(i);
      }
    }
    return set;
  }

  private static int value(String text, int least, List<String> names) {
    int named = names.indexOf(text.toUpperCase(Locale.ROOT));
    return named >= 0 ? named + least : Integer.parseInt(text);
  }

  /** Whether it fires on a day; as in Unix, either of two restricted day fields is enough. */
  private boolean on(LocalDate day) {
    if (!months.get(day.getMonthValue())) {
      return false;
    }
    boolean date = daysOfMonth.get(day.getDayOfMonth());
    DayOfWeek weekday = day.getDayOfWeek();
    boolean week = daysOfWeek.get(weekday.getValue() % 7);
    return anyDayOfMonth || anyDayOfWeek ? date && week : date || week;
  }

  /**
   * How often it fires at most in any time of that length; of parts of days beyond whole ones the
   * fires are not counted.
   */
  long mostIn(Duration length) {
    long days = length.toDays();
    if (days == 0) {
      return mostInDay(length);
    }
    long window = Math.min(days, HORIZON);
    long most = 0;
    long firing = 0;
    for (int i = 0; i < HORIZON; i++) {
      firing += on(START.plusDays(i)) ? 1 : 0;
      if (i >= window) {
        firing -= on(START.plusDays(i - window)) ? 1 : 0;
      }
      most = Math.max(most, firing);
    }
    return most * minutesOfDay.cardinality() * Math.max(1, days / window);
  }

  /** The day is taken to be followed by one like it, so that midnight is no border. */
  private long mostInDay(Duration length) {
    int minutes = (int) Math.max(1, length.toMinutes());
    long fires = minutesOfDay.get(0, minutes).cardinality();
    long most = fires;
    for (int start = 1; start < MINUTES_OF_DAY; start++) {
      fires -= minutesOfDay.get(start - 1) ? 1 : 0;
      fires += minutesOfDay.get((start + minutes - 1) % MINUTES_OF_DAY) ? 1 : 0;
      most = Math.max(most, fires);
    }
    return most;
  }
}
