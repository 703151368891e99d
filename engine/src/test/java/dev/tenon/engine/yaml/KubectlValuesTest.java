package dev.tenon.engine.yaml;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Values mean what kubectl makes of them; recorded in {@code yaml/values.txt}. */
class KubectlValuesTest {
  private static final ObjectMapper JSON = new ObjectMapper();

  static Stream<Arguments> values() throws IOException {
    try (InputStream in = KubectlValuesTest.class.getResourceAsStream("/yaml/values.txt")) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8)
          .lines()
          .filter(line -> line.contains(" => ") && !line.startsWith("#"))
          .map(line -> line.split(" => ", 2))
          .map(parts -> Arguments.of(parts[0], parts[1]));
    }
  }

  @ParameterizedTest
  @MethodSource("values")
  void valuesAreWhatKubectlMakesOfThem(String value, String expected) throws IOException {
    YamlStream stream = new YamlReader().read("values.yaml", "a: " + value + "\n");

    if (expected.equals("ERROR")) {
      assertThat(stream.problems()).isNotEmpty();
    } else {
      assertThat(stream.problems()).isEmpty();
      assertThat(stream.documents().get(0).json())
          .isEqualTo(JSON.readTree("{\"a\":" + expected + "}"));
    }
  }
}
