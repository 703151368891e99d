package dev.tenon.camel.system.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.ShrinkingMode;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PathTemplateTest {
  private static final PathTemplate TEMPLATE = PathTemplate.parse("/base/{v}/end");

  private static String expand(String value) throws Unfit {
    return TEMPLATE.expand(name -> Optional.of(value));
  }

  /** Pieces that parsers of paths, URIs and requests stumble over. */
  @Provide
  static Arbitrary<String> hostile() {
    Arbitrary<String> pieces =
        Arbitraries.of(
            "..",
            ".",
            "/",
            "//",
            "\\",
            "?",
            "#",
            "%",
            "%2e",
            "%2E%2e",
            "%252e",
            "%2f",
            "%5c",
            ";",
            "&",
            "=",
            "+",
            " ",
            "\r\n",
            "\n",
            "\0",
            "\t",
            "@",
            ":",
            "{",
            "}",
            "{v}",
            "${x}",
            "{{y}}",
            "RAW(",
            "é",
            "日本",
            "😀",
            "\u202e",
            "\ufeff",
            "a",
            "HTTP/1.1",
            "Host: evil",
            "'",
            "\"",
            "<");
    return pieces.list().ofMinSize(1).ofMaxSize(8).map(list -> String.join("", list));
  }

  @Property(tries = 20_000, shrinking = ShrinkingMode.BOUNDED)
  void aHostileValueStaysOneSegmentAndArrivesByteExactOrIsRefused(@ForAll("hostile") String value) {
    check(value);
  }

  @Property(tries = 5_000, shrinking = ShrinkingMode.BOUNDED)
  void anyValueStaysOneSegmentAndArrivesByteExactOrIsRefused(@ForAll String value) {
    check(value);
  }

  private static void check(String value) {
    String path;
    try {
      path = expand(value);
    } catch (Unfit e) {
      assertThat(e).hasMessageContaining("{v}");
      return;
    }
    assertThat(path).matches("/base/([A-Za-z0-9._~-]|%[0-9A-F]{2})+/end");
    String segment = path.substring("/base/".length(), path.length() - "/end".length());
    assertThat(URLDecoder.decode(segment, StandardCharsets.UTF_8)).isEqualTo(value);
    // however often a server decodes, no segment of dots appears
    String decoded = value;
    for (int i = 0; i < 3; i++) {
      for (String part : decoded.replace('\\', '/').split("/")) {
        assertThat(part.replaceFirst("(?s);.*", "")).isNotEqualTo("..").isNotEqualTo(".");
      }
      try {
        decoded = URLDecoder.decode(decoded.replace("+", "%2B"), StandardCharsets.UTF_8);
      } catch (IllegalArgumentException e) {
        break;
      }
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        ".",
        "..",
        "../x",
        "a/../b",
        "..\\x",
        "%2e%2e",
        "%2E.",
        "%252e%252e/x",
        "..;a=1/x",
        "\ud800"
      })
  void whatLeadsOutOrIsNoTextIsRefused(String value) {
    assertThatThrownBy(() -> expand(value)).isInstanceOf(Unfit.class);
  }

  @ParameterizedTest
  @ValueSource(strings = {"a..b", "...", "v1.2", "a/b", "..a", "//x", "100%", "%zz", "%2"})
  void whatOnlyLooksOddIsEncoded(String value) throws Unfit {
    assertThat(expand(value)).startsWith("/base/").endsWith("/end");
  }

  @Test
  void twoValuesBesideEachOtherMakeNoSegmentOfDots() {
    PathTemplate both = PathTemplate.parse("/x/{a}{b}");
    assertThatThrownBy(() -> both.expand(name -> Optional.of(name.equals("a") ? "." : "")))
        .isInstanceOf(Unfit.class);
    assertThatThrownBy(() -> PathTemplate.parse("/x/.{a}").expand(name -> Optional.of(".")))
        .isInstanceOf(Unfit.class);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "x",
        "",
        "//",
        "/a//b",
        "/a/./b",
        "/a/..",
        "/a?b=c",
        "/a#b",
        "/a b",
        "/{+x}",
        "/{x*}",
        "/{x",
        "/{}",
        "/{a b}",
        "/%2e%2e/",
        "/a/..;x/b",
        "/a\r\nb",
        "/é"
      })
  void aTemplateThatIsNoneIsRefusedWhenItIsRead(String template) {
    assertThatThrownBy(() -> PathTemplate.parse(template))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith("the path '");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/",
        "/tickets",
        "/a/{id}",
        "/{a}/{b}",
        "/sobjects/Lead/HubSpot_Id__c/{HubSpot_Id__c}",
        "/x:search",
        "/a/{customer.id}",
        "/v1/@me/"
      })
  void theUsualTemplatesAreRead(String template) throws Unfit {
    assertThat(PathTemplate.parse(template).expand(name -> Optional.of("1")))
        .isEqualTo(template.replaceAll("\\{[^}]*}", "1"));
  }
}
