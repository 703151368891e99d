package dev.tenon.camel.state;

import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** The numbers of inboxes, which rows carry instead of names. */
final class InboxIds {
  private static final String FIND =
      "SELECT id FROM tenon_inbox WHERE namespace = ? AND integration = ? AND name = ?";
  private static final String ADD =
      "INSERT INTO tenon_inbox (namespace, integration, name) VALUES (?, ?, ?) ON CONFLICT DO NOTHING";

  private final Database database;
  private final Map<Inbox, Integer> known = new ConcurrentHashMap<>();

  InboxIds(Database database) {
    this.database = database;
  }

  int of(Inbox inbox) {
    Integer id = known.get(inbox);
    if (id == null) {
      // outside of the caller's transaction: a number must not outlive a rollback
      id = database.write(session -> findOrAdd(session, inbox));
      known.put(inbox, id);
    }
    return id;
  }

  private static int findOrAdd(Session session, Inbox inbox) throws java.sql.SQLException {
    Object[] name = {inbox.integration().namespace(), inbox.integration().name(), inbox.name()};
    List<Integer> found = session.query(FIND, row -> row.getInt(1), name);
    if (found.isEmpty()) {
      session.update(ADD, name);
      found = session.query(FIND, row -> row.getInt(1), name);
    }
    return found.get(0);
  }
}
