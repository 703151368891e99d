package dev.tenon.cli.up;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ClaimsTest {
  @TempDir private Path folder;

  @Test
  void aHomeIsForOneAtATimeAndTheNextIsToldWhoHasIt() throws IOException {
    Path home = folder.resolve("a/home");
    HomeClaim claim = HomeClaim.take(home);

    assertThatThrownBy(() -> HomeClaim.take(home))
        .isInstanceOf(IOException.class)
        .hasMessageContaining(
            home + " is in use by tenon up, process " + ProcessHandle.current().pid())
        .hasMessageContaining("name another home by --home");
    claim.close();
    HomeClaim.take(home).close();
  }

  @Test
  void aFileIsNoHome() throws IOException {
    Path file = Files.writeString(folder.resolve("file"), "x");

    assertThatThrownBy(() -> HomeClaim.take(file))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("is a file, and a home is a folder");
  }

  @Test
  void aPortThatIsTakenIsRefusedWithWhatToDo() throws IOException {
    try (ServerSocket other = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      assertThatThrownBy(() -> PortCheck.free(other.getLocalPort()))
          .isInstanceOf(IOException.class)
          .hasMessageStartingWith("port " + other.getLocalPort() + " on 127.0.0.1")
          .hasMessageContaining("name another port by --port");
    }
    PortCheck.free(0);
  }
}
