package dev.tenon.camel.system;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.tenon.camel.SystemUnavailable;
import dev.tenon.plan.Credentials;
import dev.tenon.plan.RunnerReport.Trouble;
import dev.tenon.sandbox.Sandbox;
import dev.tenon.sandbox.Vendor;
import dev.tenon.sandbox.config.Fault;
import dev.tenon.sandbox.config.SandboxConfig;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.concurrent.CompletableFuture;
import org.apache.camel.Exchange;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Credentials that are a Secret's values and nothing else. */
class CredentialsTest {
  private final Sandbox sandbox =
      Sandbox.start(
          SandboxConfig.parse(
              """
              vendors:
                bearer: {port: 0, auth: {type: Bearer, tokens: [abc, next]}, collections: {t: {}}}
                basic: {port: 0, auth: {type: Basic, username: ada, password: "pässword:x"}, collections: {t: {}}}
                header: {port: 0, auth: {type: Header, name: X-Api-Key, value: k1}, collections: {t: {}}}
              """));

  @AfterEach
  void close() {
    sandbox.close();
  }

  private TestPlan plan(String vendor, Credentials credentials) {
    return TestPlan.of(sandbox.uri(vendor)).send("GET", "/t").credentials(credentials);
  }

  private static void refused(Exchange exchange, String detail) {
    assertThat(exchange.getException()).isInstanceOf(SystemUnavailable.class);
    SystemUnavailable unavailable = (SystemUnavailable) exchange.getException();
    assertThat(unavailable.trouble()).isEqualTo(Trouble.CredentialsRefused);
    assertThat(unavailable.detail()).isEqualTo(detail);
  }

  @Test
  void aBearerTokenIsReadForEveryRequestSoThatARotationNeedsNoRestart() throws Exception {
    TestPlan test = plan("bearer", new Credentials.Bearer("s")).secret("s", "token", "abc");
    try (RunningPlan plan = test.start()) {
      assertThat(plan.send("x").getException()).isNull();
      test.secret("s", "token", "next");
      assertThat(plan.send("x").getException()).isNull();
      assertThat(sandbox.vendor("bearer").received().get(1).header("authorization"))
          .contains("Bearer next");
    }
  }

  @Test
  void aTokenThatIsRefusedIsNotTriedAgainAndNoBreakerOpens() throws Exception {
    TestPlan test =
        plan("bearer", new Credentials.Bearer("s"))
            .secret("s", "token", "wrong")
            .breaker(4, 2, Duration.ofMinutes(5));
    Vendor vendor = sandbox.vendor("bearer");
    try (RunningPlan plan = test.start()) {
      for (int i = 1; i <= 6; i++) {
        refused(plan.send("x"), "401 Unauthorized");
        assertThat(vendor.receivedCount()).isEqualTo(i);
      }
      assertThat(test.healths().troubled(Instant.now()).get("vendor").trouble())
          .isEqualTo(Trouble.CredentialsRefused);
      test.secret("s", "token", "abc");
      assertThat(plan.send("x").getException()).isNull();
      assertThat(test.healths().troubled(Instant.now())).isEmpty();
    }
  }

  @Test
  void aTokenThatWasChangedWhileItWasRefusedIsTriedOnceMore() throws Exception {
    TestPlan test = plan("bearer", new Credentials.Bearer("s")).secret("s", "token", "wrong");
    Vendor vendor = sandbox.vendor("bearer");
    vendor.fault(Fault.latency(Duration.ofMillis(1500)).times(1));
    try (RunningPlan plan = test.start()) {
      CompletableFuture<Exchange> call = CompletableFuture.supplyAsync(() -> plan.send("x"));
      await().atMost(Duration.ofSeconds(30)).until(() -> vendor.receivedCount() == 1);
      test.secret("s", "token", "abc");
      assertThat(call.get().getException()).isNull();
      assertThat(vendor.receivedCount()).isEqualTo(2);
    }
  }

  @Test
  void basicIsSentWithTheFirstRequestInUtf8() throws Exception {
    TestPlan test =
        plan("basic", new Credentials.Basic("s"))
            .secret("s", "username", "ada")
            .secret("s", "password", "pässword:x");
    try (RunningPlan plan = test.start()) {
      assertThat(plan.send("x").getException()).isNull();
      Vendor vendor = sandbox.vendor("basic");
      assertThat(vendor.receivedCount()).isEqualTo(1);
      String sent = vendor.received().get(0).header("authorization").orElseThrow();
      assertThat(
              new String(
                  Base64.getDecoder().decode(sent.substring("Basic ".length())),
                  StandardCharsets.UTF_8))
          .isEqualTo("ada:pässword:x");
    }
  }

  @Test
  void aVendorsOwnHeaderIsSet() throws Exception {
    TestPlan test =
        plan("header", new Credentials.Header("s", "X-Api-Key")).secret("s", "value", "k1");
    try (RunningPlan plan = test.start()) {
      assertThat(plan.send("x").getException()).isNull();
    }
  }

  @Test
  void aMissingKeyIsNamedAndMendedWithoutARestart() throws Exception {
    TestPlan test = plan("bearer", new Credentials.Bearer("s"));
    try (RunningPlan plan = test.start()) {
      refused(plan.send("x"), "the Secret s has no key token: add it");
      assertThat(sandbox.vendor("bearer").receivedCount()).isZero();
      test.secret("s", "token", "abc");
      assertThat(plan.send("x").getException()).isNull();
    }
  }

  @Test
  void aValueThatWouldAddAHeaderIsRefusedAndNeverShown() throws Exception {
    TestPlan test =
        plan("bearer", new Credentials.Bearer("s")).secret("s", "token", "hunter2\r\nX-Evil: 1");
    try (RunningPlan plan = test.start()) {
      Exchange exchange = plan.send("x");
      refused(exchange, "the key token of the Secret s is not one line of ASCII");
      assertThat(exchange.getException()).hasMessageNotContaining("hunter2");
      assertThat(sandbox.vendor("bearer").receivedCount()).isZero();
    }
  }
}
