package dev.tenon.engine.cel;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The functions that expressions have in Kubernetes do as documented; the examples stand in {@code
 * cel/functions.txt}.
 */
class KubernetesFunctionsTest {
  private static final CelEnvironment ENVIRONMENT = CelEnvironment.builder().build();

  static Stream<Arguments> examples() throws IOException {
    try (InputStream in = KubernetesFunctionsTest.class.getResourceAsStream("/cel/functions.txt")) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8)
          .lines()
          .filter(line -> !line.isBlank() && !line.startsWith("#"))
          .map(line -> line.split(" => ", 2))
          .map(parts -> Arguments.of(parts[0], parts.length > 1 ? parts[1] : "true"));
    }
  }

  @ParameterizedTest
  @MethodSource("examples")
  void documentedExamplesHold(String expression, String expected) throws CelCompileException {
    CelOutcome outcome = ENVIRONMENT.compile(expression).evaluate(ENVIRONMENT.bindings());

    String actual =
        outcome instanceof CelOutcome.Value value
            ? String.valueOf(value.value())
            : ((CelOutcome.Failure) outcome).message();
    assertThat(actual).isEqualTo(expected);
  }
}
