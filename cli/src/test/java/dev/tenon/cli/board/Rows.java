package dev.tenon.cli.board;

import dev.tenon.api.v1alpha1.MessageCounts;
import java.util.List;

/** Rows as tests need them. */
public final class Rows {
  private Rows() {}

  /** One that runs and has nothing to tell. */
  public static Row running(String name) {
    return of(name, "True", "Running", true, false, List.of());
  }

  /** One whose status is not there yet. */
  public static Row pending(String name) {
    return of(name, "Unknown", "Pending", false, false, List.of());
  }

  /** One that needs a person. */
  public static Row stalled(String name) {
    return of(
        name,
        "False",
        "InvalidParameters",
        true,
        true,
        List.of(new Row.Note("Stalled=True", "InvalidParameters", "period is no duration")));
  }

  /** The same in another generation, of which its status may not know yet. */
  public static Row generation(Row row, long declared, long observed) {
    return new Row(
        row.name(),
        row.stage(),
        row.owner(),
        row.pattern(),
        row.ready(),
        row.reason(),
        row.messages(),
        declared,
        observed,
        row.settled(),
        row.stalled(),
        row.notes());
  }

  /** The same with other counts of messages. */
  public static Row counting(Row row, long received, long delivered, long held, long dead) {
    return new Row(
        row.name(),
        row.stage(),
        row.owner(),
        row.pattern(),
        row.ready(),
        row.reason(),
        new MessageCounts(received, delivered, 0, 0, held, dead),
        row.generation(),
        row.observed(),
        row.settled(),
        row.stalled(),
        row.notes());
  }

  private static Row of(
      String name,
      String ready,
      String reason,
      boolean settled,
      boolean stalled,
      List<Row.Note> notes) {
    return new Row(
        name,
        "Production",
        "support",
        "webhook-to-system",
        ready,
        reason,
        new MessageCounts(0, 0, 0, 0, 0, 0),
        1,
        settled ? 1 : -1,
        settled,
        stalled,
        notes);
  }
}
