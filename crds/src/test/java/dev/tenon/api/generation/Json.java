package dev.tenon.api.generation;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.util.DefaultIndenter;
import com.fasterxml.jackson.core.util.DefaultPrettyPrinter;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.stream.Stream;

/** JSON with a line for each field, so that a diff shows what has changed. */
final class Json {
  private Json() {}

  static String write(Stream<?> values) {
    DefaultIndenter lines = new DefaultIndenter(" ", "\n");
    DefaultPrettyPrinter printer =
        new DefaultPrettyPrinter().withArrayIndenter(lines).withObjectIndenter(lines);
    try {
      return new ObjectMapper().writer(printer).writeValueAsString(values.toList()) + "\n";
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("maps, lists and texts can be written", e);
    }
  }
}
