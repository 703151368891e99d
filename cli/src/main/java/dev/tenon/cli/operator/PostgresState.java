package dev.tenon.cli.operator;

import dev.tenon.camel.state.DeadLetters;
import dev.tenon.camel.state.SqlStateStore;
import dev.tenon.camel.state.StateUnavailable;
import dev.tenon.operator.runtime.Replays;
import dev.tenon.operator.runtime.deployment.StateAccess;
import dev.tenon.plan.Ref;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One PostgreSQL database for all integrations, in which each has a role of its own that sees its
 * rows and no others. It is opened when it is first needed, and again when it was away: an operator
 * starts without it.
 */
public final class PostgresState implements StateAccess, AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(PostgresState.class);
  private static final Duration DEAD_LETTERS = Duration.ofDays(30);

  private final String url;
  private final String user;
  private final Supplier<String> password;
  private final InstantSource clock;
  private final Roles roles;
  private final Map<Ref, Login> known = new ConcurrentHashMap<>();
  private Optional<SqlStateStore> store = Optional.empty();

  /**
   * The state behind a database.
   *
   * @param url {@code jdbc:postgresql://host:port/database}, as pods reach it too
   * @param user that owns the tables and may make roles
   * @param password asked at each new connection
   */
  public PostgresState(String url, String user, Supplier<String> password, InstantSource clock) {
    this.url = url;
    this.user = user;
    this.password = password;
    this.clock = clock;
    this.roles = new Roles(url, user, password);
  }

  @Override
  public Login login(Ref of) {
    Login made = known.get(of);
    // its password follows the one that all passwords are made of
    if (made != null && made.password().equals(roles.password(of))) {
      return made;
    }
    store();
    Login login = new Login(url, roles.make(of), roles.password(of));
    known.put(of, login);
    return login;
  }

  @Override
  public void abandon(Ref of) {
    Instant now = clock.instant();
    store().messages().buryAll(of, "the integration was deleted", now, now.plus(DEAD_LETTERS));
    roles.drop(of);
    known.remove(of);
  }

  @Override
  public void retain(Set<Ref> integrations) {
    try {
      store();
      for (Ref of : roles.integrations()) {
        if (!integrations.contains(of)) {
          abandon(of);
        }
      }
    } catch (RuntimeException e) {
      LOG.warn("what was deleted meanwhile keeps its messages until the next start: {}", said(e));
    }
  }

  private static String said(RuntimeException e) {
    return String.valueOf(e.getMessage());
  }

  @Override
  public long count(Ref of, Replays.Selection selection) {
    return store().deadLetters().count(of, letters(selection));
  }

  @Override
  public int replay(Ref of, Replays.Selection selection, int most) {
    return store().deadLetters().replay(of, letters(selection), most, clock.instant());
  }

  private static DeadLetters.Selection letters(Replays.Selection selection) {
    return new DeadLetters.Selection(
        Optional.empty(),
        selection.since(),
        selection.until(),
        selection.matching(),
        selection.numbers());
  }

  private synchronized SqlStateStore store() {
    if (store.isEmpty()) {
      try {
        store = Optional.of(SqlStateStore.postgres(url, user, password));
      } catch (StateUnavailable e) {
        throw new IllegalStateException(
            e.getMessage() + "; see that it runs, and what the operator's --state options name", e);
      }
    }
    return store.get();
  }

  @Override
  public synchronized void close() {
    store.ifPresent(SqlStateStore::close);
    store = Optional.empty();
  }
}
