package dev.tenon.camel.system.transport;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TargetTest {
  @Test
  void theBaseHasNoSlashAtItsEnd() {
    assertThat(Target.parse("https://acme.example/services/data/v61.0/").path())
        .isEqualTo("/services/data/v61.0");
    assertThat(Target.parse("https://acme.example").path()).isEmpty();
    assertThat(Target.parse("https://acme.example///").path()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "https://a.example/x, https://A.example:443/y, true",
    "http://a.example, http://a.example:80, true",
    "https://a.example, http://a.example, false",
    "https://a.example, https://a.example:8443, false",
    "https://a.example, https://a.example.evil.example, false",
    "https://a.example, https://b.example, false"
  })
  void anOriginIsSchemeHostAndPort(String one, String other, boolean same) {
    assertThat(Target.parse(one).sameOrigin(Target.parse(other))).isEqualTo(same);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "a.example",
        "ftp://a.example",
        "https:///x",
        "https://user@a.example",
        "https://a.example@evil.example",
        "https://a.example/#x",
        "https://a b",
        "https://a.example/ x"
      })
  void whatIsNoAddressIsRefused(String uri) {
    assertThatThrownBy(() -> Target.parse(uri)).isInstanceOf(IllegalArgumentException.class);
  }
}
