package dev.tenon.sandbox.vendor;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * A request that a vendor received.
 *
 * @param number from 1, in the order in which they came
 * @param at when it came; no two requests to a sandbox have the same
 * @param path below the vendor's base, as the client wrote it
 * @param headers names and values in turn
 * @param body as much of it as is kept
 * @param bodyBytes how many bytes it had
 * @param status what it was answered; 0 for no answer
 * @param applied whether it was carried out and was to change something; never for reads
 * @param replayed whether an earlier request's answer was given again
 * @param key its idempotency key
 * @param resource the record that it touched ({@code tickets/17}), or empty
 * @param fault the faults that struck it, or empty
 */
public record ReceivedRequest(
    long number,
    Instant at,
    String method,
    String path,
    String query,
    List<String> headers,
    byte[] body,
    int bodyBytes,
    int status,
    boolean applied,
    boolean replayed,
    Optional<String> key,
    String resource,
    String fault) {

  /** The first value of a header; its name's case does not matter. */
  public Optional<String> header(String name) {
    for (int i = 0; i < headers.size(); i += 2) {
      if (headers.get(i).equalsIgnoreCase(name)) {
        return Optional.of(headers.get(i + 1));
      }
    }
    return Optional.empty();
  }

  /** The body as text. */
  public String text() {
    return new String(body, StandardCharsets.UTF_8);
  }
}
