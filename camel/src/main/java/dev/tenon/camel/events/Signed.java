package dev.tenon.camel.events;

import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * A request as it was signed.
 *
 * @param header the single value of a header, by its name in any case
 * @param uris what its full public URI may be, the most certain first
 * @param body the bytes as they came
 */
@SuppressWarnings("ArrayRecordComponent") // as it came, and compared by nobody
record Signed(
    String method, List<String> uris, Function<String, Optional<String>> header, byte[] body) {}
