package dev.tenon.camel.state;

/**
 * Where transactions run. All methods throw {@link StateUnavailable} within seconds when the
 * database does not answer; none needs to be told when it is back.
 */
interface Database extends AutoCloseable {
  /** Runs a transaction and returns when it is committed. */
  <T> T write(Work<T> work);

  /** Reads what is committed. */
  <T> T read(Work<T> work);

  /** Whether only this process has the database open, so that other owners' claims are void. */
  boolean exclusive();

  @Override
  void close();
}
