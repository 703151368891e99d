package dev.tenon.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.tenon.testing.ApiServer;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class CrdsOnRealServerTest {
  private static ApiServer server;

  @BeforeAll
  static void start() {
    server = ApiServer.shared().orElse(null);
    assumeTrue(server != null, "no KUBEBUILDER_ASSETS");
  }

  @Test
  void kubectlExplainsEveryField() {
    assertThat(server.kubectl("explain", "tint.spec.slos").orFail().out())
        .contains("targetPercent")
        .contains("error budget");
  }
}
