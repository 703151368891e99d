package dev.tenon.camel.system;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.tenon.camel.RequestRefused;
import dev.tenon.plan.Call;
import dev.tenon.sandbox.Sandbox;
import dev.tenon.sandbox.Vendor;
import dev.tenon.sandbox.config.SandboxConfig;
import dev.tenon.sandbox.vendor.ReceivedRequest;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.TreeMap;
import org.apache.camel.Exchange;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Values on the wire: no value adds a request, a field, a parameter or a step to a path. */
class HostileValuesTest {
  private static final List<String> PIECES =
      List.of(
          "..",
          "/",
          "\\",
          "?",
          "#",
          "%",
          "%2e%2e",
          "%2f",
          "&",
          "=",
          "+",
          " ",
          "\r\n",
          "\0",
          ";",
          "HTTP/1.1\r\nX: y",
          "{id}",
          "{{env:HOME}}",
          "${env:HOME}",
          "RAW(x)",
          "é",
          "😀",
          "a",
          "1",
          "'");

  private final Sandbox sandbox =
      Sandbox.start(
          SandboxConfig.parse(
              "vendors: {v: {port: 0, answers: [{path: /base/**, echo: true}, {path: /**, status: 418}]}}"));
  private final Vendor vendor = sandbox.vendor("v");

  @AfterEach
  void close() {
    sandbox.close();
  }

  @Test
  void aValueIsOneSegmentOneParameterAndOneText() throws Exception {
    Call.Request request =
        new Call.Request(
            "POST",
            "/items/{id}",
            new TreeMap<>(Map.of("q", ".id")),
            new TreeMap<>(),
            Optional.empty());
    Random random = new Random(20261124);
    JsonMapper json = new JsonMapper();
    int sent = 0;
    int refused = 0;
    try (RunningPlan plan = TestPlan.of(vendor.uri() + "/base").send("post-1", request).start()) {
      for (int i = 0; i < 1500; i++) {
        StringBuilder value = new StringBuilder();
        for (int n = random.nextInt(5) + 1; n > 0; n--) {
          value.append(PIECES.get(random.nextInt(PIECES.size())));
        }
        Exchange exchange =
            plan.send(
                "post-1",
                json.writeValueAsString(Map.of("id", value.toString())),
                Map.of("hostile", value.toString(), "X-Hostile", value.toString()));
        if (exchange.getException() != null) {
          assertThat(exchange.getException())
              .isInstanceOf(RequestRefused.class)
              .hasMessageContaining("leads out of the path");
          refused++;
          continue;
        }
        sent++;
        List<ReceivedRequest> received = vendor.received();
        ReceivedRequest last = received.get(received.size() - 1);
        assertThat(last.path()).startsWith("/base/items/");
        String segment = last.path().substring("/base/items/".length());
        assertThat(segment).doesNotContain("/");
        assertThat(decode(segment)).isEqualTo(value.toString());
        assertThat(last.query()).startsWith("q=").doesNotContain("&");
        assertThat(decode(last.query().substring(2))).isEqualTo(value.toString());
        assertThat(last.header("x-hostile")).isEmpty();
        assertThat(last.header("x")).isEmpty();
      }
    }
    assertThat(vendor.receivedCount()).isEqualTo(sent);
    assertThat(sent).isGreaterThan(500);
    assertThat(refused).isGreaterThan(50);
  }

  private static String decode(String text) {
    return URLDecoder.decode(text.replace("+", "%2B"), StandardCharsets.UTF_8);
  }
}
