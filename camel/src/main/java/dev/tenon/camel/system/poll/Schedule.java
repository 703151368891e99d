package dev.tenon.camel.system.poll;

import com.cronutils.model.CronType;
import com.cronutils.model.definition.CronDefinitionBuilder;
import com.cronutils.model.time.ExecutionTime;
import com.cronutils.parser.CronParser;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;

/** When passes begin. */
public sealed interface Schedule {

  /** The first moment after that one at which a pass is due. */
  Instant after(Instant instant);

  /**
   * Whether a process that starts makes a pass at once although the last one is not long ago.
   * Somebody who says "at two in the morning" does not want that.
   */
  boolean atOnce();

  /** Every so often, from the beginning of one pass to the beginning of the next. */
  record Every(Duration period) implements Schedule {
    @Override
    public Instant after(Instant instant) {
      return instant.plus(period);
    }

    @Override
    public boolean atOnce() {
      return true;
    }
  }

  /** At the times of a calendar, in UTC. */
  final class Cron implements Schedule {
    private final ExecutionTime times;

    private Cron(ExecutionTime times) {
      this.times = times;
    }

    @Override
    public Instant after(Instant instant) {
      return times
          .nextExecution(instant.atZone(ZoneOffset.UTC))
          .map(ZonedDateTime::toInstant)
          // such as the 30th of February
          .orElse(Instant.MAX);
    }

    @Override
    public boolean atOnce() {
      return false;
    }
  }

  /**
   * Reads five fields: minute, hour, day of the month, month, day of the week (crontab(5)).
   *
   * @throws IllegalArgumentException if they are no such fields; the message says why
   */
  static Schedule cron(String fields) {
    if (fields.strip().split("\\s+").length != 5) {
      throw new IllegalArgumentException("'" + fields + "' is no cron of five fields");
    }
    try {
      CronParser parser =
          new CronParser(CronDefinitionBuilder.instanceDefinitionFor(CronType.UNIX));
      return new Cron(ExecutionTime.forCron(parser.parse(fields).validate()));
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException(
          "'" + fields + "' is no cron of five fields: " + e.getMessage(), e);
    }
  }
}
