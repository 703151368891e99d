package dev.tenon.operator.admission.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tenon.operator.tls.Authority;
import dev.tenon.operator.tls.Identity;
import dev.tenon.operator.tls.Pem;
import dev.tenon.operator.tls.ServedIdentity;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A certificate that somebody else makes and renews is shown as the files have it. */
class GivenFilesTest {
  @TempDir private Path folder;
  private final ServedIdentity served = new ServedIdentity();
  private MountedSecret secret;
  private GivenFiles files;
  private Authority authority;

  @BeforeEach
  void prepare() throws Exception {
    secret = new MountedSecret(folder);
    files = new GivenFiles(served, folder);
    authority = Authority.create("somebody", Instant.now(), Duration.ofDays(1));
  }

  private Identity issued() throws Exception {
    return authority.issue("admission", List.of("127.0.0.1"), Instant.now(), Duration.ofHours(1));
  }

  @Test
  void filesThatAreNotThereYetAreWaitedFor() throws Exception {
    assertThatThrownBy(files::refresh)
        .isInstanceOf(GeneralSecurityException.class)
        .hasMessageContaining("tls.crt and tls.key in " + folder);
    assertThat(files.established()).isFalse();

    Identity first = issued();
    secret.put(first);
    files.refresh();
    assertThat(files.established()).isTrue();
    assertThat(served.shown()).map(Identity::certificate).contains(first.certificate());
  }

  @Test
  void anotherCertificateIsShownWhenTheFilesHaveIt() throws Exception {
    secret.put(issued());
    files.refresh();
    Identity renewed = issued();
    secret.put(renewed);
    files.refresh();
    assertThat(served.shown()).map(Identity::certificate).contains(renewed.certificate());
  }

  @Test
  void filesThatDoNotFitKeepWhatIsShown() throws Exception {
    Identity first = issued();
    secret.put(first);
    files.refresh();
    secret.put(Pem.of(issued().certificate()), Pem.of(issued().key()));
    assertThatThrownBy(files::refresh).isInstanceOf(GeneralSecurityException.class);
    secret.put("half a certif", "");
    assertThatThrownBy(files::refresh).isInstanceOf(GeneralSecurityException.class);
    assertThat(served.shown()).map(Identity::certificate).contains(first.certificate());
  }
}
