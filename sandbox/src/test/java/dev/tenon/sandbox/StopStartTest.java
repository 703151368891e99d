package dev.tenon.sandbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tenon.sandbox.config.SandboxConfig;
import dev.tenon.sandbox.vendor.Stop;
import java.io.IOException;
import java.net.ConnectException;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class StopStartTest {
  private static final String GET = "GET /things HTTP/1.1\r\nHost: x\r\n\r\n";

  private final Sandbox sandbox =
      Sandbox.start(
          SandboxConfig.parse(
              "vendors: {own: {port: 0, collections: {things: {}}}, shared: {collections: {things: {}}}}"));
  private final Vendor own = sandbox.vendor("own");

  @AfterEach
  void close() {
    sandbox.close();
  }

  @Test
  void aStoppedVendorIsUnavailableAndTheOthersAreNot() {
    sandbox.vendor("shared").stop();

    assertThat(Http.get(sandbox.uri("shared"), "/things").statusCode()).isEqualTo(503);
    assertThat(Http.get(sandbox.uri("own"), "/things").statusCode()).isEqualTo(200);
    sandbox.vendor("shared").start();
    assertThat(Http.get(sandbox.uri("shared"), "/things").statusCode()).isEqualTo(200);
  }

  @Test
  void allVendorsStopAndStartTogether() {
    sandbox.stopAll();
    assertThat(Http.get(sandbox.uri("shared"), "/things").statusCode()).isEqualTo(503);
    assertThat(Http.get(sandbox.uri("own"), "/things").statusCode()).isEqualTo(503);

    sandbox.startAll();
    assertThat(Http.get(sandbox.uri("own"), "/things").statusCode()).isEqualTo(200);
  }

  @Test
  void aVendorThatRefusesConnectionsIsBackOnTheSamePort() throws IOException {
    URI uri = sandbox.uri("own");
    try (Wire kept = new Wire(uri).send(GET)) {
      kept.response();
      for (int round = 0; round < 5; round++) {
        own.stop(Stop.Refused);
        assertThatThrownBy(() -> new Wire(uri)).isInstanceOf(ConnectException.class);
        assertThat(Http.get(sandbox.uri("shared"), "/things").statusCode()).isEqualTo(200);

        own.start();
        try (Wire wire = new Wire(uri).send(GET)) {
          assertThat(wire.response()).startsWith("HTTP/1.1 200");
        }
      }
      assertThat(kept.readAll().end()).isEqualTo(Wire.End.RESET);
    }
  }

  @Test
  void aVendorThatSharesItsPortCannotRefuseConnections() {
    assertThatThrownBy(() -> sandbox.vendor("shared").stop(Stop.Refused))
        .hasMessage(
            "shared shares the sandbox's port; give it one of its own (port: 0) so that it can refuse connections");
    assertThat(Http.get(sandbox.uri("shared"), "/things").statusCode()).isEqualTo(200);
  }

  @Test
  void aVendorCanStopByResettingOrBySilence() throws IOException {
    own.stop(Stop.Reset);
    try (Wire wire = new Wire(own.uri()).send(GET)) {
      assertThat(wire.readAll().end()).isEqualTo(Wire.End.RESET);
    }
    own.stop(Stop.Silent);
    try (Wire wire = new Wire(own.uri()).timeout(Duration.ofMillis(300)).send(GET)) {
      assertThatThrownBy(wire::response).isInstanceOf(SocketTimeoutException.class);
    }
    own.start();
    assertThat(Http.get(own.uri(), "/things").statusCode()).isEqualTo(200);
  }

  @Test
  void theWholeSandboxRefusesAndIsBack() {
    URI uri = sandbox.uri();
    sandbox.refuseConnections();
    assertThatThrownBy(() -> new Wire(uri)).isInstanceOf(ConnectException.class);

    sandbox.acceptConnections();
    assertThat(Http.get(uri, "/shared/things").statusCode()).isEqualTo(200);
  }
}
