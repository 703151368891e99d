package dev.tenon.sandbox.config;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * The fields of one mapping in a sandbox file. Each is asked for once with its type; {@link #end}
 * then refuses what was never asked for, so a reader and the fields that it accepts cannot drift
 * apart.
 */
final class Fields {
  private static final Pattern DURATION = Pattern.compile("(0|[1-9][0-9]{0,8})(ms|s|m|h|d)");
  private static final Pattern SIZE = Pattern.compile("([1-9][0-9]{0,9}) ?(B|KiB|MiB)?");

  private final YamlValue value;
  private final Map<String, YamlValue.Member> members = new LinkedHashMap<>();
  private final TreeSet<String> known = new TreeSet<>();

  Fields(YamlValue value, String what) {
    this.value = value;
    value.members(what).forEach(m -> members.put(m.name, m));
  }

  YamlValue value() {
    return value;
  }

  Optional<YamlValue> field(String name) {
    known.add(name);
    return Optional.ofNullable(members.get(name)).map(m -> m.value).filter(v -> !v.isNull());
  }

  boolean has(String name) {
    known.add(name);
    return members.containsKey(name);
  }

  Optional<String> text(String name) {
    return field(name)
        .flatMap(
            v -> {
              Optional<String> text = v.text();
              if (text.isEmpty()) {
                v.problem("is " + v.kind() + "; expected text");
              }
              return text;
            });
  }

  String text(String name, String otherwise) {
    return text(name).orElse(otherwise);
  }

  /** Text that must be there; a problem and an empty text where it is not. */
  String required(String name, String what) {
    Optional<String> text = text(name);
    if (text.isEmpty() && !members.containsKey(name)) {
      value.problem("needs " + name + ": " + what);
    } else if (text.filter(String::isBlank).isPresent()) {
      members.get(name).value.problem("is blank; expected " + what);
    }
    return text.orElse("");
  }

  /** A path that starts with a slash and does not end with one. */
  String path(String name, String otherwise) {
    return text(name)
        .map(
            path -> {
              if (!path.matches("(/[^/?#\\s]+)+")) {
                members
                    .get(name)
                    .value
                    .problem(
                        "'"
                            + path
                            + "' is not a path; expected one such as /v3/contacts, without query or final slash");
              }
              return path;
            })
        .orElse(otherwise);
  }

  boolean bool(String name, boolean otherwise) {
    return parsed(
            name,
            "true or false",
            text ->
                switch (text) {
                  case "true" -> Optional.of(true);
                  case "false" -> Optional.of(false);
                  default -> Optional.empty();
                })
        .orElse(otherwise);
  }

  Optional<Integer> integer(String name, int min, int max) {
    return parsed(
        name,
        "a whole number from " + min + " to " + max,
        text -> {
          try {
            int number = Integer.parseInt(text);
            return number >= min && number <= max ? Optional.of(number) : Optional.empty();
          } catch (NumberFormatException e) {
            return Optional.empty();
          }
        });
  }

  int integer(String name, int min, int max, int otherwise) {
    return integer(name, min, max).orElse(otherwise);
  }

  long number(String name, long otherwise) {
    return parsed(
            name,
            "a whole number",
            text -> {
              try {
                return Optional.of(Long.parseLong(text));
              } catch (NumberFormatException e) {
                return Optional.empty();
              }
            })
        .orElse(otherwise);
  }

  double share(String name, double otherwise) {
    return parsed(
            name,
            "a number from 0 to 1",
            text -> {
              try {
                double number = Double.parseDouble(text);
                return number >= 0 && number <= 1 ? Optional.of(number) : Optional.empty();
              } catch (NumberFormatException e) {
                return Optional.empty();
              }
            })
        .orElse(otherwise);
  }

  Optional<Duration> duration(String name) {
    return parsed(name, "a duration such as 250ms, 2s, 5m, 1h or 1d", Fields::parseDuration);
  }

  Duration duration(String name, Duration otherwise) {
    return duration(name).orElse(otherwise);
  }

  /** A duration that must be there. */
  Duration requiredDuration(String name) {
    if (!has(name)) {
      value.problem("needs " + name + ": a duration such as 250ms, 2s, 5m, 1h or 1d");
    }
    return duration(name).orElse(Duration.ofSeconds(1));
  }

  static Optional<Duration> parseDuration(String text) {
    Matcher matcher = DURATION.matcher(text);
    if (!matcher.matches()) {
      return Optional.empty();
    }
    long amount = Long.parseLong(matcher.group(1));
    return Optional.of(
        switch (matcher.group(2)) {
          case "ms" -> Duration.ofMillis(amount);
          case "s" -> Duration.ofSeconds(amount);
          case "m" -> Duration.ofMinutes(amount);
          case "h" -> Duration.ofHours(amount);
          default -> Duration.ofDays(amount);
        });
  }

  /** A size in bytes, from 1 to {@code max}. */
  long size(String name, long max, long otherwise) {
    return parsed(
            name,
            "a size such as 512B, 64KiB or 1MiB, at most " + max + " bytes",
            text -> {
              Matcher matcher = SIZE.matcher(text);
              if (!matcher.matches()) {
                return Optional.<Long>empty();
              }
              String unit = matcher.group(2) == null ? "B" : matcher.group(2);
              long bytes =
                  Long.parseLong(matcher.group(1))
                      << (unit.equals("KiB") ? 10 : unit.equals("MiB") ? 20 : 0);
              return bytes <= max ? Optional.of(bytes) : Optional.<Long>empty();
            })
        .orElse(otherwise);
  }

  <E extends Enum<E>> Optional<E> word(String name, Class<E> type) {
    return parsed(
        name,
        "one of " + words(type),
        text ->
            Arrays.stream(type.getEnumConstants())
                .filter(e -> e.toString().equals(text))
                .findFirst());
  }

  <E extends Enum<E>> E word(String name, Class<E> type, E otherwise) {
    return word(name, type).orElse(otherwise);
  }

  <E extends Enum<E>> Optional<E> requiredWord(String name, Class<E> type) {
    if (!has(name)) {
      value.problem("needs " + name + ": one of " + words(type));
    }
    return word(name, type);
  }

  static String words(Class<? extends Enum<?>> type) {
    return Arrays.stream(type.getEnumConstants())
        .map(Enum::toString)
        .collect(Collectors.joining(", "));
  }

  private <T> Optional<T> parsed(
      String name, String expected, Function<String, Optional<T>> parser) {
    return field(name)
        .flatMap(
            v -> {
              Optional<T> parsed = v.text().flatMap(parser);
              if (parsed.isEmpty()) {
                v.problem("is " + v.kind() + "; expected " + expected);
              }
              return parsed;
            });
  }

  /** A list of texts; one text alone counts as a list of one. */
  List<String> texts(String name) {
    return field(name)
        .map(
            v -> {
              if (!v.isList() && v.text().isPresent()) {
                return List.of(v.text().get());
              }
              List<String> texts = new ArrayList<>();
              for (YamlValue item : v.items("a list of texts")) {
                item.text()
                    .ifPresentOrElse(
                        texts::add, () -> item.problem("is " + item.kind() + "; expected text"));
              }
              return List.copyOf(texts);
            })
        .orElse(List.of());
  }

  /** A mapping from names to texts. */
  Map<String, String> textMap(String name) {
    Map<String, String> texts = new LinkedHashMap<>();
    field(name)
        .ifPresent(
            v ->
                v.members("a mapping of names to texts")
                    .forEach(
                        m ->
                            m.value
                                .text()
                                .ifPresentOrElse(
                                    text -> texts.put(m.name, text),
                                    () ->
                                        m.value.problem(
                                            "is " + m.value.kind() + "; expected text"))));
    return texts;
  }

  <T> List<T> list(String name, String what, Function<YamlValue, Optional<T>> reader) {
    List<T> items = new ArrayList<>();
    field(name)
        .ifPresent(
            v ->
                v.items("a list of " + what)
                    .forEach(item -> reader.apply(item).ifPresent(items::add)));
    return List.copyOf(items);
  }

  <T> List<T> map(String name, String what, BiFunction<String, YamlValue, T> reader) {
    List<T> items = new ArrayList<>();
    field(name)
        .ifPresent(
            v ->
                v.members("a mapping of names to " + what)
                    .forEach(
                        m -> {
                          if (m.name.matches("[a-zA-Z][a-zA-Z0-9_-]{0,62}")) {
                            items.add(reader.apply(m.name, m.value));
                          } else {
                            m.problem(
                                "'"
                                    + m.name
                                    + "' is not a name; expected letters, digits, - and _, a letter first, at most 63");
                          }
                        }));
    return List.copyOf(items);
  }

  /** A JSON object with places to be filled. */
  Optional<ObjectNode> template(String name) {
    return field(name)
        .flatMap(
            v -> {
              if (v.json() instanceof ObjectNode object) {
                Template.problem(object).ifPresent(v::problem);
                return Optional.of(object);
              }
              v.problem("is " + v.kind() + "; expected a mapping");
              return Optional.empty();
            });
  }

  /** Refuses what was never asked for. */
  void end() {
    for (YamlValue.Member member : members.values()) {
      if (!known.contains(member.name)) {
        String near =
            known.stream()
                .filter(
                    k ->
                        k.toLowerCase(Locale.ROOT).equals(member.name.toLowerCase(Locale.ROOT))
                            || distance(k, member.name) <= 2)
                .findFirst()
                .map(k -> "did you mean " + k + "? ")
                .orElse("");
        member.problem(
            "there is no such field here; " + near + "known are " + String.join(", ", known));
      }
    }
  }

  /**
   * How many letters must be put in, taken out or changed to make one word of the other
   * (Levenshtein).
   */
  private static int distance(String a, String b) {
    int[] row = new int[b.length() + 1];
    Arrays.setAll(row, i -> i);
    for (int i = 1; i <= a.length(); i++) {
      int diagonal = row[0];
      row[0] = i;
      for (int j = 1; j <= b.length(); j++) {
        int above = row[j];
        int change = diagonal + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
        row[j] = Math.min(change, Math.min(above, row[j - 1]) + 1);
        diagonal = above;
      }
    }
    return row[b.length()];
  }
}
