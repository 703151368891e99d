package dev.tenon.engine.render;

import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * Calendars of five fields, as cron of Unix has them: minute, hour, day of the month, month, day of
 * the week. Lists, ranges, steps, and the names of months and days are understood.
 */
final class CronGrammar {
  private static final List<String> MONTHS =
      List.of("JAN", "FEB", "MAR", "APR", "MAY", "JUN", "JUL", "AUG", "SEP", "OCT", "NOV", "DEC");

  private static final List<String> DAYS = List.of("SUN", "MON", "TUE", "WED", "THU", "FRI", "SAT");

  private static final List<Field> FIELDS =
      List.of(
          new Field("minute", 0, 59, List.of()),
          new Field("hour", 0, 23, List.of()),
          new Field("day of the month", 1, 31, List.of()),
          new Field("month", 1, 12, MONTHS),
          new Field("day of the week", 0, 7, DAYS));

  private CronGrammar() {}

  /**
   * @param names of the values from {@code least} on
   */
  private record Field(String name, int least, int most, List<String> names) {
    boolean accepts(String text) {
      for (String item : text.split(",", -1)) {
        String[] step = item.split("/", -1);
        if (step.length > 2 || step.length == 2 && !number(step[1], 1, most)) {
          return false;
        }
        String[] range = step[0].split("-", -1);
        boolean fits =
            step[0].equals("*")
                || range.length == 1 && value(range[0]).isPresent()
                || range.length == 2 && ordered(value(range[0]), value(range[1]));
        if (!fits) {
          return false;
        }
      }
      return true;
    }

    private static boolean ordered(Optional<Integer> from, Optional<Integer> to) {
      return from.isPresent() && to.isPresent() && from.get() <= to.get();
    }

    private Optional<Integer> value(String text) {
      int named = names.indexOf(text.toUpperCase(Locale.ROOT));
      if (named >= 0) {
        return Optional.of(named + least);
      }
      return number(text, least, most) ? Optional.of(Integer.valueOf(text)) : Optional.empty();
    }

    private static boolean number(String text, int least, int most) {
      if (!text.matches("[0-9]{1,2}")) {
        return false;
      }
      int number = Integer.parseInt(text);
      return number >= least && number <= most;
    }
  }

  /** What is wrong with a calendar, if anything. */
  static Optional<String> problem(String cron) {
    String[] parts = cron.strip().split("\\s+", -1);
    if (parts.length != FIELDS.size()) {
      return Optional.of(
          "must have five fields (minute, hour, day of the month, month, day of the week), and has "
              + parts.length);
    }
    for (int i = 0; i < parts.length; i++) {
      Field field = FIELDS.get(i);
      if (!field.accepts(parts[i])) {
        return Optional.of(
            "has '"
                + parts[i]
                + "' as "
                + field.name()
                + ", which goes from "
                + field.least()
                + " to "
                + field.most());
      }
    }
    return Optional.empty();
  }
}
