package dev.tenon.sandbox.config;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Fills {@code {{…}}} in the texts of a JSON document with made-up values; the same seed gives the
 * same values. A text that is nothing but {@code {{n}}}, {@code {{int 1 6}}} or {@code {{epoch}}}
 * becomes a number.
 */
public final class Template {
  private static final Pattern PLACE =
      Pattern.compile("\\{\\{\\s*([a-zA-Z]+)(?:\\s+([^{}]*?))?\\s*}}");
  private static final Set<String> WORDS =
      Set.of(
          "n",
          "uuid",
          "firstName",
          "lastName",
          "name",
          "company",
          "email",
          "phone",
          "subject",
          "int",
          "epoch",
          "pick",
          "now");

  private static final Set<String> NUMBERS = Set.of("n", "int", "epoch");

  private static final String[] FIRST = {
    "Ana", "Bo", "Chidi", "Dana", "Emre", "Farah", "Gus", "Hana", "Ines", "Jonas", "Kaya", "Lena",
    "Milo", "Nadia", "Omar", "Petra", "Quinn", "Rosa", "Sami", "Tove", "Uma", "Vera", "Wim",
    "Xenia", "Yuki", "Zoe"
  };
  private static final String[] LAST = {
    "Abel", "Berg", "Costa", "Diaz", "Ekman", "Fischer", "Gomez", "Haddad", "Ito", "Jansen",
    "Kovacs", "Lund", "Moreau", "Novak", "Okafor", "Patel", "Rossi", "Silva", "Tanaka", "Usman",
    "Vogel", "Weiss", "Yilmaz", "Zhang"
  };
  private static final String[] COMPANY = {
    "Blue Harbour",
    "Cedar & Sons",
    "Dawn Foods",
    "Elm Logistics",
    "Fjord Energy",
    "Glass Works",
    "Hill Clinics",
    "Iris Optics",
    "Juniper Travel",
    "Kite Studios",
    "Lark Insurance",
    "Maple Tools"
  };
  private static final String[] SUBJECT = {
    "Cannot sign in",
    "Invoice shows the wrong address",
    "Export stops half-way",
    "How do I add a colleague?",
    "Printer label is blank",
    "Order arrived twice",
    "Password mail never came",
    "App is slow since this morning"
  };

  private final long n;
  private final Instant now;
  private final SplittableRandom random;
  private final String first;
  private final String last;

  private Template(long seed, long n, Instant now) {
    this.n = n;
    this.now = now;
    // scattered, so that neighbours do not look alike
    this.random = new SplittableRandom(seed * 0x9E3779B97F4A7C15L + n);
    this.first = one(FIRST);
    this.last = one(LAST);
  }

  /**
   * A document with its places filled.
   *
   * @param n the running number, which with the seed decides every value
   */
  public static ObjectNode fill(ObjectNode template, long seed, long n, Instant now) {
    return (ObjectNode) new Template(seed, n, now).fill(template);
  }

  /** What is wrong with the places in a document; empty where nothing is. */
  static Optional<String> problem(JsonNode template) {
    if (template.isContainerNode()) {
      for (JsonNode child : template) {
        Optional<String> problem = problem(child);
        if (problem.isPresent()) {
          return problem;
        }
      }
      return Optional.empty();
    }
    String text = template.asText();
    Matcher matcher = PLACE.matcher(text);
    while (matcher.find()) {
      String word = matcher.group(1);
      if (!WORDS.contains(word)) {
        return Optional.of(
            "{{"
                + word
                + "}} is unknown; there are {{"
                + String.join("}}, {{", new java.util.TreeSet<>(WORDS))
                + "}}");
      }
      String rest = matcher.group(2) == null ? "" : matcher.group(2);
      if (word.equals("int") && !rest.matches("-?\\d{1,9} +-?\\d{1,9}")) {
        return Optional.of("{{int}} needs the least and the greatest value, such as {{int 1 6}}");
      } else if (word.equals("int")
          && Integer.parseInt(rest.split(" +")[0]) > Integer.parseInt(rest.split(" +")[1])) {
        return Optional.of("{{int " + rest + "}} has its greatest value first");
      } else if (word.equals("pick") && rest.isEmpty()) {
        return Optional.of("{{pick}} needs what to pick from, such as {{pick low|high}}");
      }
    }
    return Optional.empty();
  }

  private JsonNode fill(JsonNode node) {
    JsonNodeFactory json = JsonNodeFactory.instance;
    if (node instanceof ObjectNode object) {
      ObjectNode filled = json.objectNode();
      object.fields().forEachRemaining(field -> filled.set(field.getKey(), fill(field.getValue())));
      return filled;
    } else if (node instanceof ArrayNode array) {
      ArrayNode filled = json.arrayNode();
      array.forEach(item -> filled.add(fill(item)));
      return filled;
    } else if (!node.isTextual() || !node.textValue().contains("{{")) {
      return node;
    }
    String text = node.textValue();
    Matcher matcher = PLACE.matcher(text);
    StringBuilder filled = new StringBuilder();
    while (matcher.find()) {
      String value = value(matcher.group(1), matcher.group(2) == null ? "" : matcher.group(2));
      boolean number = NUMBERS.contains(matcher.group(1));
      if (number && matcher.start() == 0 && matcher.end() == text.length()) {
        return json.numberNode(Long.parseLong(value));
      }
      matcher.appendReplacement(filled, Matcher.quoteReplacement(value));
    }
    return json.textNode(matcher.appendTail(filled).toString());
  }

  private String value(String word, String rest) {
    return switch (word) {
      case "n" -> Long.toString(n);
      case "uuid" ->
          new UUID(
                  random.nextLong() & ~0xF000L | 0x4000L,
                  random.nextLong() & ~(3L << 62) | 1L << 63)
              .toString();
      case "firstName" -> first;
      case "lastName" -> last;
      case "name" -> first + " " + last;
      case "company" -> one(COMPANY);
      case "email" -> (first + "." + last + n).toLowerCase(Locale.ROOT) + "@example.com";
      case "phone" -> "+1 555 01" + (10 + random.nextInt(90));
      case "subject" -> one(SUBJECT);
      case "int" -> {
        String[] bounds = rest.split(" +");
        yield Long.toString(
            random.nextLong(Long.parseLong(bounds[0]), Long.parseLong(bounds[1]) + 1));
      }
      case "pick" -> one(rest.split("\\|"));
      case "now" -> now.toString();
      case "epoch" -> Long.toString(now.toEpochMilli());
      default -> "";
    };
  }

  private String one(String[] of) {
    return of[random.nextInt(of.length)].strip();
  }
}
