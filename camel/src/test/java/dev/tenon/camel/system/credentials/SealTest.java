package dev.tenon.camel.system.credentials;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

class SealTest {
  private static final byte[] PLAIN = "refresh".getBytes(StandardCharsets.UTF_8);

  @Test
  void whatIsSealedOpensWithTheSameSecretAtTheSamePlace() {
    byte[] sealed = new Seal("secret", "support/a salesforce").seal(PLAIN);
    assertThat(new String(sealed, StandardCharsets.ISO_8859_1)).doesNotContain("refresh");
    assertThat(new Seal("secret", "support/a salesforce").open(sealed).orElseThrow())
        .isEqualTo(PLAIN);
  }

  @Test
  void itOpensWithNoOtherSecretAndAtNoOtherPlace() {
    byte[] sealed = new Seal("secret", "support/a salesforce").seal(PLAIN);
    assertThat(new Seal("other", "support/a salesforce").open(sealed)).isEmpty();
    assertThat(new Seal("secret", "support/b salesforce").open(sealed)).isEmpty();
  }

  @Test
  void itDoesNotOpenWhenAnyByteWasChanged() {
    Seal seal = new Seal("secret", "place");
    byte[] sealed = seal.seal(PLAIN);
    for (int i = 0; i < sealed.length; i++) {
      byte[] changed = sealed.clone();
      changed[i] ^= 1;
      assertThat(seal.open(changed)).isEmpty();
    }
    assertThat(seal.open(Arrays.copyOf(sealed, sealed.length - 1))).isEmpty();
    assertThat(seal.open(new byte[0])).isEmpty();
  }

  @Test
  void theSameIsSealedDifferentlyEachTime() {
    Seal seal = new Seal("secret", "place");
    assertThat(seal.seal(PLAIN)).isNotEqualTo(seal.seal(PLAIN));
  }
}
