package dev.tenon.bench.flow;

/** A flow from a request to a vendor, that runs. */
interface Contender extends AutoCloseable {
  String name();

  int port();

  String path();

  @Override
  void close() throws Exception;
}
