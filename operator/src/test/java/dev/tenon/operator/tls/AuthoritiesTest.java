package dev.tenon.operator.tls;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tenon.operator.tls.Authorities.Lives;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class AuthoritiesTest {
  private static final Instant START = Instant.parse("2026-11-24T06:00:00Z");
  private static final Lives LIVES =
      new Lives(Duration.ofDays(90), Duration.ofHours(1), Duration.ofDays(7));

  private static Authorities begin() throws GeneralSecurityException {
    return Authorities.begin("test", START, LIVES);
  }

  private static Authorities after(Authorities one, Duration time, boolean trusted)
      throws GeneralSecurityException {
    return one.at("test", START.plus(time), LIVES, trusted);
  }

  @Test
  void anAuthoritySignsForTwoThirdsOfItsLife() throws Exception {
    Authorities first = begin();
    assertThat(after(first, Duration.ofDays(59), true)).isEqualTo(first);
    Authorities both = after(first, Duration.ofDays(60), true);
    assertThat(both.current()).isEqualTo(first.current());
    assertThat(both.next()).isPresent();
    assertThat(Pem.certificates(both.bundle()))
        .containsExactly(
            first.current().identity().certificate(), both.next().get().identity().certificate());
  }

  @Test
  void theNextSignsWhenCallersHaveKnownItForAWhile() throws Exception {
    Authorities both = after(begin(), Duration.ofDays(60), true);
    assertThat(after(both, Duration.ofDays(60).plusMinutes(59), true)).isEqualTo(both);
    assertThat(after(both, Duration.ofDays(61), false)).isEqualTo(both);
    Authorities second = after(both, Duration.ofDays(60).plusHours(1), true);
    assertThat(second.current()).isEqualTo(both.next().get());
    assertThat(second.next()).isEmpty();
    // what the first has signed is trusted for as long as it may be valid
    assertThat(second.retired()).containsExactly(both.current().identity().certificate());
    assertThat(after(second, Duration.ofDays(89), true).retired()).hasSize(1);
    assertThat(after(second, Duration.ofDays(91), true).retired()).isEmpty();
  }

  @Test
  void anAuthorityThatEndedUnnoticedIsReplacedAtOnce() throws Exception {
    Authorities late = after(begin(), Duration.ofDays(400), true);
    assertThat(late.current().made()).isEqualTo(START.plus(Duration.ofDays(400)));
    assertThat(late.retired()).isEmpty();
  }

  @Test
  void readsWhatItWrote() throws Exception {
    Authorities both = after(begin(), Duration.ofDays(60), true);
    Authorities second = after(both, Duration.ofDays(61), true);
    for (Authorities one : List.of(begin(), both, second)) {
      assertThat(Authorities.read(one.write())).contains(one);
    }
    assertThat(Authorities.read(Map.of())).isEmpty();
  }

  @Test
  void aKeyOfSomebodyElseIsNotBelieved() throws Exception {
    Map<String, String> mixed = new TreeMap<>(begin().write());
    mixed.put("tls.key", begin().write().get("tls.key"));
    assertThatThrownBy(() -> Authorities.read(mixed))
        .isInstanceOf(GeneralSecurityException.class)
        .hasMessageContaining("not the one of the certificate");
    mixed.put("tls.key", "nonsense");
    assertThatThrownBy(() -> Authorities.read(mixed)).isInstanceOf(GeneralSecurityException.class);
  }

  @Test
  void whatIsSignedNeverOutlivesWhoSignedIt() throws Exception {
    Authority authority = begin().current();
    Identity leaf =
        authority.issue(
            "host",
            List.of("host.example", "127.0.0.1"),
            START.plus(Duration.ofDays(88)),
            Duration.ofDays(7));
    assertThat(leaf.end()).isEqualTo(authority.identity().end());
    leaf.certificate().verify(authority.identity().certificate().getPublicKey());
    assertThat(leaf.certificate().getSubjectAlternativeNames())
        .containsExactlyInAnyOrder(List.of(2, "host.example"), List.of(7, "127.0.0.1"));
  }
}
