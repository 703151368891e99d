package dev.tenon.camel.state;

import dev.tenon.plan.Ref;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** Dead letters in SQL: in the queue's index they stand at -1, so they are found without a scan. */
final class SqlDeadLetters implements DeadLetters {
  private static final int PAGE = 1000;
  private static final String NAMES =
      "SELECT id, name FROM tenon_inbox WHERE namespace = ? AND integration = ?";
  private static final String COLUMNS =
      " seq, message_key, accepted_at, attempts, first_at, last_at, reason, forget_at, headers,"
          + " body_type, body ";
  private static final String WHERE =
      "FROM tenon_message WHERE inbox_id = ? AND queue_at = -1 AND seq > ? AND last_at >= ? AND"
          + " last_at < ?";
  private static final String ORDER = " ORDER BY seq LIMIT ";
  // what dies is as a rule what arrived last, or what a Replay put back, and it begins with the
  // first
  private static final String ENDS =
      "SELECT last_at, reason FROM tenon_message WHERE inbox_id = ? AND queue_at = -1 ORDER BY"
          + " inbox_id %1$s, queue_at %1$s, seq %1$s LIMIT 100";
  private static final String BACK =
      "UPDATE tenon_message SET state = 'Waiting', queue_at = accepted_at, owner = NULL, held_at ="
          + " NULL, forget_at = NULL WHERE seq = ? AND inbox_id = ? AND state = 'Dead'";

  private final Database database;

  SqlDeadLetters(Database database) {
    this.database = database;
  }

  private record Light(long seq, String reason) {}

  @Override
  public List<DeadLetter> list(Ref integration, Selection selection, long after, int max) {
    if (max < 1 || max > PAGE) {
      throw new IllegalArgumentException("a page has 1 to " + PAGE + " dead letters, not " + max);
    }
    return database.read(
        session -> {
          List<DeadLetter> page = new ArrayList<>();
          for (Map.Entry<Integer, String> inbox : inboxes(session, integration, selection)) {
            page.addAll(list(session, inbox, selection, after, max));
          }
          page.sort(Comparator.comparingLong(DeadLetter::id));
          return List.copyOf(page.subList(0, Math.min(max, page.size())));
        });
  }

  /** Reads on until the page is full: the reasons are matched here, not in the database. */
  private static List<DeadLetter> list(
      Session session, Map.Entry<Integer, String> inbox, Selection selection, long after, int max)
      throws SQLException {
    String sql = "SELECT" + COLUMNS + WHERE + ids(selection) + ORDER + max;
    List<DeadLetter> page = new ArrayList<>();
    long from = after;
    List<DeadLetter> part;
    do {
      part =
          session.query(
              sql,
              row -> Rows.deadLetter(row, inbox.getValue()),
              values(inbox.getKey(), selection, from));
      part.stream()
          .filter(letter -> selection.reason().test(letter.reason()))
          .limit(max - (long) page.size())
          .forEach(page::add);
      from = part.isEmpty() ? from : part.get(part.size() - 1).id();
    } while (part.size() == max && page.size() < max);
    return page;
  }

  @Override
  public long count(Ref integration, Selection selection) {
    return database.read(
        session -> {
          long number = 0;
          String sql = "SELECT seq, reason " + WHERE + ids(selection) + ORDER + PAGE;
          for (Map.Entry<Integer, String> inbox : inboxes(session, integration, selection)) {
            long from = 0;
            List<Light> part;
            do {
              part =
                  session.query(
                      sql,
                      row -> new Light(row.getLong(1), row.getString(2)),
                      values(inbox.getKey(), selection, from));
              number += part.stream().filter(one -> selection.reason().test(one.reason())).count();
              from = part.isEmpty() ? from : part.get(part.size() - 1).seq();
            } while (part.size() == PAGE);
          }
          return number;
        });
  }

  private record Death(long at, String reason) {}

  @Override
  public Optional<String> lastReason(Ref integration) {
    return database.read(
        session -> {
          List<Death> deaths = new ArrayList<>();
          for (Map.Entry<Integer, String> inbox : inboxes(session, integration, Selection.ALL)) {
            for (String direction : List.of("ASC", "DESC")) {
              deaths.addAll(
                  session.query(
                      ENDS.formatted(direction),
                      row -> new Death(row.getLong(1), row.getString(2)),
                      inbox.getKey()));
            }
          }
          return deaths.stream().max(Comparator.comparingLong(Death::at)).map(Death::reason);
        });
  }

  @Override
  public int replay(Ref integration, Collection<Long> ids, Instant now) {
    List<Long> sorted = ids.stream().sorted().distinct().toList();
    return database.write(
        session -> {
          int back = 0;
          for (int inbox :
              inboxes(session, integration, Selection.ALL).stream()
                  .map(Map.Entry::getKey)
                  .toList()) {
            int[] changed =
                session.batch(BACK, sorted.stream().map(id -> new Object[] {id, inbox}).toList());
            int these = Arrays.stream(changed).sum();
            session.count(inbox, Tally.DEAD, -these);
            session.count(inbox, Tally.WAITING, these);
            back += these;
          }
          return back;
        });
  }

  private static List<Map.Entry<Integer, String>> inboxes(
      Session session, Ref integration, Selection selection) throws SQLException {
    Map<Integer, String> found = new HashMap<>();
    session.query(
        NAMES,
        row -> found.put(row.getInt(1), row.getString(2)),
        integration.namespace(),
        integration.name());
    return found.entrySet().stream()
        .filter(inbox -> selection.inbox().map(inbox.getValue()::equals).orElse(true))
        .sorted(Map.Entry.comparingByKey())
        .toList();
  }

  private static Object[] values(int inbox, Selection selection, long after) {
    return new Object[] {
      inbox,
      after,
      selection.since().map(Instant::toEpochMilli).orElse(Long.MIN_VALUE),
      selection.until().map(Instant::toEpochMilli).orElse(Long.MAX_VALUE)
    };
  }

  private static String ids(Selection selection) {
    // whole numbers, so they may stand in the text
    return selection.ids().isEmpty()
        ? ""
        : selection.ids().stream()
            .map(String::valueOf)
            .collect(Collectors.joining(",", " AND seq IN (", ")"));
  }
}
