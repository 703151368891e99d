package dev.tenon.engine.golang;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.DoubleNode;
import com.fasterxml.jackson.databind.node.TextNode;
import dev.tenon.engine.apimachinery.ObjectNames;
import dev.tenon.engine.apimachinery.Quantity;
import dev.tenon.engine.apimachinery.SemanticVersion;
import dev.tenon.engine.apimachinery.StringFormats;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * What Go's standard library and Kubernetes' packages make of texts, right and wrong ones. {@code
 * golang/facts.json} holds, by function, pairs of a text and what Go said to it: a choice from some
 * 75,000 random ones, answered by k8s.io/apimachinery 0.35.4, k8s.io/kube-openapi of 2025-09-10 and
 * blang/semver 4.0.0, built in a module of Go 1.25. {@code -Dfacts=FILE} reads another such file.
 */
class GoFactsTest {
  private static final JsonNode FACTS = read();

  /** What we make of a text. */
  private interface Reading {
    String of(String text) throws Exception;
  }

  private static JsonNode read() {
    String other = System.getProperty("facts", "");
    try (InputStream in =
        other.isEmpty()
            ? GoFactsTest.class.getResourceAsStream("/golang/facts.json")
            : Files.newInputStream(Path.of(other))) {
      return new ObjectMapper().readTree(in);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static Stream<String> functions() {
    List<String> names = new ArrayList<>();
    FACTS.fieldNames().forEachRemaining(names::add);
    return names.stream();
  }

  @ParameterizedTest
  @MethodSource("functions")
  void textsMeanWhatTheyMeanInGo(String function) throws Exception {
    Reading reading = reading(function);
    List<String> differences = new ArrayList<>();
    for (JsonNode pair : FACTS.get(function)) {
      String text = pair.get(0).asText();
      String ours = reading.of(text);
      if (!ours.equals(pair.get(1).asText())) {
        differences.add(
            GoText.quote(text) + "\n  Go   " + pair.get(1).asText() + "\n  ours " + ours);
      }
    }
    assertThat(String.join("\n", differences)).isEmpty();
    assertThat(FACTS.get(function)).isNotEmpty();
  }

  private static Reading reading(String function) {
    if (function.startsWith("format ")) {
      String format = function.substring("format ".length()).replace("-", "");
      return text -> String.valueOf(StringFormats.all().get(format).test(text));
    }
    return switch (function) {
      case "quote" -> GoText::quote;
      case "jsonText" -> text -> GoText.json(TextNode.valueOf(text));
      case "number" -> text -> GoText.plain(DoubleNode.valueOf(Double.parseDouble(text)));
      case "jsonNumber" -> text -> GoText.json(DoubleNode.valueOf(Double.parseDouble(text)));
      case "date" -> failing(text -> String.valueOf(GoTime.parseDate(text)));
      case "rfc3339" -> failing(text -> instant(GoTime.parseRfc3339(text)));
      case "dateTime" -> failing(text -> instant(GoTime.parseDateTime(text)));
      case "duration" -> text -> nanos(GoTime.parseDuration(text));
      case "goDuration" -> text -> nanos(GoTime.parseGoDuration(text));
      case "base64" -> failing(text -> HexFormat.of().formatHex(GoBase64.decodeUrl(text)));
      case "url" -> failing(GoFactsTest::url);
      case "ip" -> failing(GoFactsTest::ip);
      case "cidr" ->
          failing(text -> GoIpPrefix.parse(text) + " " + GoIpPrefix.parse(text).masked());
      case "mail" -> text -> String.valueOf(GoMailAddress.isAddress(text));
      case "quantity" -> failing(GoFactsTest::quantity);
      case "semver" -> GoFactsTest::version;
      case "label" -> GoFactsTest::label;
      default -> throw new IllegalArgumentException(function);
    };
  }

  private static Reading failing(Reading reading) {
    return text -> {
      try {
        return reading.of(text);
      } catch (IllegalArgumentException
          | GoUrl.Invalid
          | GoIp.Invalid
          | GoIpPrefix.Invalid
          | Quantity.Invalid e) {
        return "error: " + e.getMessage();
      }
    };
  }

  private static String instant(Instant instant) {
    // Go leaves out the zeros at the end of a fraction, Java writes them in threes
    return instant.toString().replaceFirst("(\\.[0-9]*?)0+Z$", "$1Z");
  }

  private static String nanos(Optional<Duration> duration) {
    return duration.map(d -> String.valueOf(d.toNanos())).orElse("error");
  }

  private static String url(String text) throws GoUrl.Invalid {
    GoUrl url = GoUrl.parseRequestUri(text);
    String query =
        new TreeMap<>(url.queryValues())
            .entrySet().stream()
                .map(e -> "[" + e.getKey() + "=" + String.join(",", e.getValue()) + "]")
                .collect(Collectors.joining());
    return String.join(
        "|", url.scheme(), url.host(), url.hostname(), url.port(), url.escapedPath(), query);
  }

  private static String ip(String text) throws GoIp.Invalid {
    GoIp ip = GoIp.parse(text);
    return Stream.of(
            ip,
            ip.isIpv4(),
            ip.isIpv4In6(),
            ip.isUnspecified(),
            ip.isLoopback(),
            ip.isLinkLocalMulticast(),
            ip.isLinkLocalUnicast(),
            ip.isGlobalUnicast())
        .map(String::valueOf)
        .collect(Collectors.joining(" "));
  }

  private static String quantity(String text) throws Quantity.Invalid {
    Quantity quantity = Quantity.parse(text);
    return quantity.sign() + " " + quantity.isInteger() + " " + GoText.number(quantity.toDouble());
  }

  private static String version(String text) {
    try {
      SemanticVersion version = SemanticVersion.parse(text);
      return Long.toUnsignedString(version.major())
          + "."
          + Long.toUnsignedString(version.minor())
          + "."
          + Long.toUnsignedString(version.patch())
          + (version.prerelease().isEmpty() ? "" : "-" + String.join(".", version.prerelease()))
          + (version.build().isEmpty() ? "" : "+" + String.join(".", version.build()));
    } catch (SemanticVersion.Invalid e) {
      return "error";
    }
  }

  private static String label(String text) {
    return Stream.of(
            ObjectNames.qualifiedName(text),
            ObjectNames.labelValue(text),
            ObjectNames.dns1123Label(text),
            ObjectNames.dns1123Subdomain(text),
            ObjectNames.dns1035Label(text))
        .map(wrong -> String.join(" | ", wrong))
        .collect(Collectors.joining(" # "));
  }
}
