package dev.tenon.camel.state;

/**
 * The store of one process, shared by all plans that it runs. Methods return when what they wrote
 * is committed; they throw {@link StateUnavailable} when the database does not answer, and then
 * nothing was promised.
 */
public interface StateStore extends AutoCloseable {
  /** Stored messages. */
  Messages messages();

  /** Messages that could not be delivered. */
  DeadLetters deadLetters();

  /** Units of delivery. */
  Tallies tallies();

  /** Where polls are. */
  Checkpoints checkpoints();

  /** Permits of limits of calls and points. */
  Permits permits();

  /** Tokens that vendors rotate. */
  Tokens tokens();

  /** Who does what only one may do. */
  Leases leases();

  @Override
  void close();
}
