package dev.tenon.camel.system;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.tenon.camel.SystemUnavailable;
import dev.tenon.plan.Credentials;
import dev.tenon.plan.Credentials.OAuth2.Grant;
import dev.tenon.plan.RunnerReport.Trouble;
import dev.tenon.sandbox.Sandbox;
import dev.tenon.sandbox.Vendor;
import dev.tenon.sandbox.config.Fault;
import dev.tenon.sandbox.config.SandboxConfig;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.spec.ECGenParameterSpec;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.camel.Exchange;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class OAuth2Test {
  private static final Duration LIFETIME = Duration.ofMinutes(30);

  private Sandbox sandbox = Sandbox.start(SandboxConfig.parse("vendors: {none: {}}"));
  private final MemoryState state = new MemoryState();
  private final AtomicReference<Duration> passed = new AtomicReference<>(Duration.ZERO);

  @AfterEach
  void close() {
    sandbox.close();
  }

  private Vendor vendor() {
    return sandbox.vendor("v");
  }

  private void vendor(String auth) {
    sandbox.close();
    sandbox =
        Sandbox.start(
            SandboxConfig.parse(
                "vendors: {v: {port: 0, collections: {t: {}}, auth: {type: OAuth2, lifetime: 30m, "
                    + auth
                    + "}}}"));
  }

  private TestPlan plan(Grant grant) {
    return TestPlan.of(vendor().uri())
        .send("GET", "/t")
        .state(state.store())
        .clock(() -> Instant.now().plus(passed.get()))
        .credentials(
            new Credentials.OAuth2(
                "s",
                grant,
                vendor().uri() + "/oauth/token",
                new TreeSet<>(List.of("api")),
                Optional.empty(),
                Optional.empty()))
        .secret("s", "clientId", "id+1")
        .secret("s", "clientSecret", "se&cret");
  }

  private TestPlan clientCredentials() {
    vendor("clients: [{id: id+1, secret: se&cret}]");
    return plan(Grant.ClientCredentials);
  }

  private void pass(Duration time) {
    passed.updateAndGet(before -> before.plus(time));
    sandbox.advance(time);
  }

  private int tokens() {
    return vendor().tokenRequests().values().stream().mapToInt(Integer::intValue).sum();
  }

  private static SystemUnavailable unavailable(Exchange exchange) {
    assertThat(exchange.getException()).isInstanceOf(SystemUnavailable.class);
    return (SystemUnavailable) exchange.getException();
  }

  @Test
  void aTokenIsUsedByAllCallsUntilItShouldBeRenewed() throws Exception {
    try (RunningPlan plan = clientCredentials().start()) {
      for (int i = 0; i < 5; i++) {
        assertThat(plan.send("x").getException()).isNull();
      }
      assertThat(tokens()).isEqualTo(1);
    }
  }

  @Test
  void itIsRenewedBeforeItEnds() throws Exception {
    try (RunningPlan plan = clientCredentials().start()) {
      plan.send("x");
      // 28 of 30 minutes: after the latest renewal (90 %), before the end
      pass(Duration.ofMinutes(28));
      assertThat(plan.send("x").getException()).isNull();
      assertThat(tokens()).isEqualTo(2);
      assertThat(vendor().byStatus()).doesNotContainKey(401);
    }
  }

  @Test
  void whenTheEndpointIsAwayTheOldTokenServesUntilItsEnd() throws Exception {
    try (RunningPlan plan = clientCredentials().attempts(1).start()) {
      plan.send("x");
      vendor().fault(Fault.status(503).on("/oauth/token"));
      pass(Duration.ofMinutes(28));
      assertThat(plan.send("x").getException()).isNull();
      pass(Duration.ofMinutes(3));
      SystemUnavailable unavailable = unavailable(plan.send("x"));
      assertThat(unavailable.trouble()).isEqualTo(Trouble.Unavailable);
      assertThat(unavailable.detail()).isEqualTo("its token endpoint: 503 Service Unavailable");
    }
  }

  @Test
  void manyCallersGetOneTokenTogether() throws Exception {
    ExecutorService callers = Executors.newFixedThreadPool(16);
    try (RunningPlan plan = clientCredentials().start()) {
      vendor().fault(Fault.latency(Duration.ofMillis(200)).on("/oauth/token"));
      List<Future<Exchange>> calls = new ArrayList<>();
      for (int i = 0; i < 16; i++) {
        calls.add(callers.submit(() -> plan.send("x")));
      }
      for (Future<Exchange> call : calls) {
        assertThat(call.get().getException()).isNull();
      }
      assertThat(tokens()).isEqualTo(1);
    } finally {
      callers.shutdownNow();
    }
  }

  @Test
  void aTokenThatIsRefusedIsRenewedOnceAndThenTheCredentialsAreRefused() throws Exception {
    try (RunningPlan plan = clientCredentials().start()) {
      plan.send("x");
      vendor().revokeTokens();
      assertThat(plan.send("x").getException()).isNull();
      assertThat(tokens()).isEqualTo(2);
      vendor().fault(Fault.status(401).on("/t"));
      long before = vendor().receivedCount();
      SystemUnavailable unavailable = unavailable(plan.send("x"));
      assertThat(unavailable.trouble()).isEqualTo(Trouble.CredentialsRefused);
      assertThat(unavailable.detail()).isEqualTo("401 Unauthorized");
      // two calls and one token
      assertThat(vendor().receivedCount() - before).isEqualTo(3);
    }
  }

  @Test
  void aFailureOfTheEndpointThatPassesIsTriedAgain() throws Exception {
    try (RunningPlan plan = clientCredentials().start()) {
      vendor().fault(Fault.status(500).on("/oauth/token").times(1));
      assertThat(plan.send("x").getException()).isNull();
      assertThat(tokenBodies()).hasSize(2);
    }
  }

  @Test
  void anEndpointThatDripsIsNotWaitedFor() throws Exception {
    try (RunningPlan plan =
        clientCredentials().timeout(Duration.ofMillis(400)).attempts(1).start()) {
      vendor().fault(Fault.drip(Fault.Part.All, Duration.ofMillis(100)).on("/oauth/token"));
      assertThat(unavailable(plan.send("x")).detail())
          .isEqualTo("its token endpoint: no complete answer within 400ms");
    }
  }

  @Test
  void aClientThatIsRefusedIsNotAskedAboutAtEachMessage() throws Exception {
    TestPlan test = clientCredentials().secret("s", "clientSecret", "hunter2");
    try (RunningPlan plan = test.start()) {
      for (int i = 0; i < 10; i++) {
        SystemUnavailable unavailable = unavailable(plan.send("x"));
        assertThat(unavailable.trouble()).isEqualTo(Trouble.CredentialsRefused);
        assertThat(unavailable)
            .hasMessageContaining("its token endpoint refused the credentials (invalid_client)")
            .hasMessageNotContaining("hunter2");
      }
      // once with the secret in a header, once in the body
      assertThat(tokens()).isEqualTo(2);
      // the mended Secret is tried at once
      test.secret("s", "clientSecret", "se&cret");
      assertThat(plan.send("x").getException()).isNull();
    }
  }

  @Test
  void aVendorThatWantsTheSecretInTheBodyGetsItThereAndIsRemembered() throws Exception {
    try (RunningPlan plan = clientCredentials().start()) {
      vendor().fault(Fault.status(400).on("/oauth/token").times(1));
      assertThat(plan.send("x").getException()).isNull();
      List<String> bodies = tokenBodies();
      assertThat(bodies.get(0)).doesNotContain("client_secret");
      assertThat(bodies.get(1)).contains("client_secret=se%26cret").contains("client_id=id%2B1");
      assertThat(bodies.get(1)).contains("scope=api");
      vendor().revokeTokens();
      assertThat(plan.send("x").getException()).isNull();
      assertThat(tokenBodies().get(2)).contains("client_secret=se%26cret");
    }
  }

  private List<String> tokenBodies() {
    return vendor().received().stream()
        .filter(request -> request.path().equals("/oauth/token"))
        .map(request -> request.text())
        .toList();
  }

  @ParameterizedTest
  @ValueSource(strings = {"RSA", "EC"})
  void anAssertionIsSignedWithTheSecretsKey(String algorithm) throws Exception {
    KeyPairGenerator generator = KeyPairGenerator.getInstance(algorithm);
    if (algorithm.equals("EC")) {
      generator.initialize(new ECGenParameterSpec("secp256r1"));
    } else {
      generator.initialize(2048);
    }
    KeyPair pair = generator.generateKeyPair();
    vendor(
        "grants: [JWTBearer], jwt: {algorithm: "
            + (algorithm.equals("EC") ? "ES256" : "RS256")
            + ", key: \""
            + pem("PUBLIC KEY", pair.getPublic().getEncoded()).replace("\n", "\\n")
            + "\", issuer: id+1, subject: id+1}");
    TestPlan test =
        plan(Grant.JWTBearer)
            .secret("s", "privateKey", pem("PRIVATE KEY", pair.getPrivate().getEncoded()));
    try (RunningPlan plan = test.start()) {
      assertThat(plan.send("x").getException()).isNull();
      assertThat(plan.send("x").getException()).isNull();
      assertThat(tokens()).isEqualTo(1);
      assertThat(tokenBodies().get(0)).doesNotContain("client_secret");
      test.secret("s", "privateKey", "-----BEGIN RSA PRIVATE KEY-----\nAAAA\n");
      vendor().revokeTokens();
      assertThat(unavailable(plan.send("x")).detail())
          .isEqualTo(
              "the key privateKey of the Secret s is not a private key of RSA or EC in PEM, PKCS"
                  + " #8 (BEGIN PRIVATE KEY)");
    }
  }

  private static String pem(String what, byte[] bytes) {
    return "-----BEGIN "
        + what
        + "-----\n"
        + Base64.getMimeEncoder(64, "\n".getBytes(java.nio.charset.StandardCharsets.US_ASCII))
            .encodeToString(bytes)
        + "\n-----END "
        + what
        + "-----";
  }

  private TestPlan refreshing(String more) {
    vendor(
        "clients: [{id: id+1, secret: se&cret}], grants: [RefreshToken], refreshTokens: [r1, r2]"
            + more);
    return plan(Grant.RefreshToken).secret("s", "refreshToken", "r1");
  }

  @Test
  void aRotatedRefreshTokenIsStoredSealedBeforeItIsUsedAndSurvivesARestart() throws Exception {
    TestPlan test = refreshing(", rotate: true, reuseRevokes: true");
    try (RunningPlan plan = test.start()) {
      assertThat(plan.send("x").getException()).isNull();
    }
    byte[] sealed = state.tokens().get("issues-to-tickets/vendor");
    assertThat(new String(sealed, java.nio.charset.StandardCharsets.ISO_8859_1))
        .doesNotContain("rt-")
        .doesNotContain("at-");
    try (RunningPlan plan = test.start()) {
      // the access token was stored, too
      assertThat(plan.send("x").getException()).isNull();
      assertThat(tokens()).isEqualTo(1);
      pass(LIFETIME.plusMinutes(1));
      assertThat(plan.send("x").getException()).isNull();
      assertThat(tokens()).isEqualTo(2);
    }
  }

  @Test
  void aRotatedRefreshTokenThatCannotBeStoredIsNotUsedYetAndNotLost() throws Exception {
    TestPlan test = refreshing(", rotate: true, reuseRevokes: true").attempts(1);
    try (RunningPlan plan = test.start()) {
      vendor().fault(Fault.latency(Duration.ofMillis(1500)).on("/oauth/token").times(1));
      CompletableFuture<Exchange> call = CompletableFuture.supplyAsync(() -> plan.send("x"));
      await().atMost(Duration.ofSeconds(30)).until(() -> tokens() == 1);
      state.down(true);
      assertThat(unavailable(call.get()).detail())
          .isEqualTo("the state store, which keeps its refresh token, does not answer");
      assertThat(vendor().byPath()).doesNotContainKey("GET /t");
      assertThat(plan.send("x").getException()).isNotNull();
      state.down(false);
      assertThat(plan.send("x").getException()).isNull();
      assertThat(tokens()).isEqualTo(1);
      pass(LIFETIME.plusMinutes(1));
      assertThat(plan.send("x").getException()).isNull();
    }
  }

  @Test
  void aNewRefreshTokenInTheSecretWinsOverTheStoredOne() throws Exception {
    TestPlan test = refreshing(", rotate: true");
    try (RunningPlan plan = test.start()) {
      assertThat(plan.send("x").getException()).isNull();
      vendor().revokeAllTokens();
      SystemUnavailable unavailable = unavailable(plan.send("x"));
      assertThat(unavailable.trouble()).isEqualTo(Trouble.CredentialsRefused);
      assertThat(unavailable.detail())
          .isEqualTo("its token endpoint refused the credentials (invalid_grant)");
      vendor().reset();
      test.secret("s", "refreshToken", "r2");
      assertThat(plan.send("x").getException()).isNull();
      assertThat(tokenBodies().get(0)).contains("refresh_token=r2");
    }
  }

  @Test
  void replicasShareWhatOneOfThemGot() throws Exception {
    TestPlan test = refreshing(", rotate: true, reuseRevokes: true");
    try (RunningPlan one = test.replica("one").start();
        RunningPlan two = test.replica("two").start()) {
      ExecutorService callers = Executors.newFixedThreadPool(2);
      for (int round = 0; round < 3; round++) {
        Future<Exchange> a = callers.submit(() -> one.send("x"));
        Future<Exchange> b = callers.submit(() -> two.send("x"));
        assertThat(a.get().getException()).isNull();
        assertThat(b.get().getException()).isNull();
        // never two at once with one refresh token, or the vendor would have ended all
        assertThat(tokens()).isEqualTo(round + 1);
        pass(LIFETIME.plusMinutes(1));
      }
      callers.shutdownNow();
    }
  }
}
