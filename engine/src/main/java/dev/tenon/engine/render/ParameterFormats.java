package dev.tenon.engine.render;

import dev.tenon.api.v1alpha1.Rate;
import dev.tenon.engine.schema.Format;
import dev.tenon.engine.schema.Formats;
import dev.tenon.plan.Durations;
import dev.tenon.plan.allowed.Jq;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/** The formats that parameters of patterns can have, besides those of Kubernetes. */
final class ParameterFormats {
  static final String SYSTEM = "system";
  static final String NAME = "name";
  static final String PATH = "path";
  static final String JQ = "jq";
  static final String DURATION = "duration";
  static final String RATE = "rate";

  private static final Pattern A_NAME = Pattern.compile("[a-z]([-a-z0-9]{0,50}[a-z0-9])?");

  /** What a call of a poll may read; whether this one may is checked where the value is used. */
  private static final Set<String> VARIABLES = Set.of("checkpoint", "next");

  static final Formats ALL =
      Formats.kubernetes()
          .with(SYSTEM, name("must be the name of a System"))
          .with(NAME, name("must be a name"))
          .with(PATH, text -> PathTemplate.problem(text))
          .with(JQ, ParameterFormats::jq)
          .with(
              DURATION,
              text ->
                  Durations.read(text).isPresent()
                      ? Optional.empty()
                      : Optional.of("must be a duration such as 500ms, 10s, 5m, 24h or 30d"))
          .with(
              RATE,
              text ->
                  text.matches(Rate.PATTERN)
                      ? Optional.empty()
                      : Optional.of("must be a rate such as 10/s, 500/h or 100000/d"));

  private ParameterFormats() {}

  /** Whether a text is a name of an object of Tenon. */
  static boolean isName(String text) {
    return A_NAME.matcher(text).matches();
  }

  private static Format name(String what) {
    return text ->
        isName(text)
            ? Optional.empty()
            : Optional.of(
                what
                    + ": lower-case letters, digits and -, at most 52, starting with a letter and not ending with -");
  }

  private static Optional<String> jq(String program) {
    List<String> problems = Jq.problems(program, VARIABLES);
    return problems.isEmpty() ? Optional.empty() : Optional.of(problems.get(0));
  }
}
