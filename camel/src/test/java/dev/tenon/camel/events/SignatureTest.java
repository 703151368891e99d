package dev.tenon.camel.events;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tenon.camel.events.Check.Genuine;
import dev.tenon.camel.events.Check.Reason;
import dev.tenon.camel.events.Check.Refused;
import dev.tenon.plan.Webhook;
import dev.tenon.plan.Webhook.Type;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Each scheme against an example that its vendor publishes. */
class SignatureTest {
  private static final Duration TOLERANCE = Duration.ofMinutes(5);

  /** GitHub Docs, "Validating webhook deliveries", testing the webhook payload validation. */
  private static final String GITHUB_SECRET = "It's a Secret to Everybody";

  private static final String GITHUB =
      "sha256=757107ea0eb2509fc211221cce984b8a37570b6d7586c22c46f4379c8b043e17";

  /**
   * The test of Stripe's own stripe-dotnet, EventUtilityTest, and its event_test_signature.json.
   */
  private static final String STRIPE_SECRET = "webhook_secret";

  private static final Instant STRIPE_TIME = Instant.ofEpochSecond(1533204620);
  private static final String STRIPE_V1 =
      "2220f87ef101a04665f11cdf770523143f875572008577fa0f20882ddb9cc3c7";

  /** Slack API, "Verifying requests from Slack". */
  private static final String SLACK_SECRET = "8f742231b10e8888abcd99yyyzzz85a5";

  private static final Instant SLACK_TIME = Instant.ofEpochSecond(1531420618);
  private static final String SLACK =
      "v0=a2114d57b48eac39b9ad189dd8316235a7b4a8d21a10bd27519666489c69b503";
  private static final String SLACK_BODY =
      "token=xyzz0WbapA4vBCDEFasx0q6G&team_id=T1DC2JH3J&team_domain=testteamnow"
          + "&channel_id=G8PSS9T3V&channel_name=foobar&user_id=U2CERLKJA&user_name=roadrunner"
          + "&command=%2Fwebhook-collect&text=&response_url=https%3A%2F%2Fhooks.slack.com"
          + "%2Fcommands%2FT1DC2JH3J%2F397700885554%2F96rGlfmibIGlgcZRskXaIFfN"
          + "&trigger_id=398738663015.47445629121.803a0bc887a14d10d2c447fce8b6703c";

  /** The test of HubSpot's own hubspot-api-python, test_get_signature__v3. */
  private static final String HUBSPOT_SECRET = "yyyyyyyy-yyyy-yyyy-yyyy-yyyyyyyyyyyy";

  private static final Instant HUBSPOT_TIME = Instant.ofEpochMilli(15000000);
  private static final String HUBSPOT = "HPW73RUtKmcYoEDADG0s6MmGFWUzWJKAW07r8RDgcQw=";
  private static final String HUBSPOT_BODY = "{'example_field':'example_value'}";
  private static final String HUBSPOT_URI = "https://www.example.com/webhook_uri";

  private static Signature scheme(Type type) {
    return Signature.of(new Webhook(type, "hook", TOLERANCE, Optional.empty()));
  }

  private static Signed request(String uri, String body, Map<String, String> headers) {
    Map<String, String> any = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
    any.putAll(headers);
    return new Signed(
        "POST",
        List.of(uri),
        name -> Optional.ofNullable(any.get(name)),
        body.getBytes(StandardCharsets.UTF_8));
  }

  private static Signed gitHub(String body, String signature) {
    return request("", body, Map.of("x-hub-signature-256", signature));
  }

  private static Signed stripe(String header) throws IOException {
    try (var json = SignatureTest.class.getResourceAsStream("/stripe-event.json")) {
      return request(
          "",
          new String(json.readAllBytes(), StandardCharsets.UTF_8),
          Map.of("Stripe-Signature", header));
    }
  }

  private static Signed slack(String body, String seconds, String signature) {
    return request(
        "", body, Map.of("X-Slack-Request-Timestamp", seconds, "X-Slack-Signature", signature));
  }

  private static Signed hubSpot(String uri, String millis, String signature) {
    return request(
        uri,
        HUBSPOT_BODY,
        Map.of("X-HubSpot-Request-Timestamp", millis, "X-HubSpot-Signature-v3", signature));
  }

  private static void refuses(Check check, Reason reason) {
    assertThat(check).isEqualTo(new Refused(reason));
  }

  @Test
  void gitHubsExampleIsGenuine() {
    Signature gitHub = scheme(Type.GitHub);
    assertThat(gitHub.check(gitHub("Hello, World!", GITHUB), List.of(GITHUB_SECRET), Instant.EPOCH))
        .isEqualTo(new Genuine(Optional.empty()));
    refuses(
        gitHub.check(gitHub("Hello, World?", GITHUB), List.of(GITHUB_SECRET), Instant.EPOCH),
        Reason.WRONG);
    refuses(
        gitHub.check(gitHub("Hello, World!", GITHUB), List.of("other"), Instant.EPOCH),
        Reason.WRONG);
    refuses(
        gitHub.check(request("", "Hello, World!", Map.of()), List.of(GITHUB_SECRET), Instant.EPOCH),
        Reason.UNSIGNED);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "sha256=",
        "sha256=zz",
        "757107ea0eb2509fc211221cce984b8a37570b6d7586c22c46f4379c8b043e17",
        "sha1=01dc10d0c83e72ed246219cdd91669667fe2ca59",
        "sha256=757107ea0eb2509fc211221cce984b8a37570b6d7586c22c46f4379c8b043e"
      })
  void whatIsNoGitHubSignatureIsWrong(String header) {
    refuses(
        scheme(Type.GitHub)
            .check(gitHub("Hello, World!", header), List.of(GITHUB_SECRET), Instant.EPOCH),
        Reason.WRONG);
  }

  @Test
  void gitHubsPingIsNoEvent() {
    Signature gitHub = scheme(Type.GitHub);
    assertThat(gitHub.handshake(request("", "{}", Map.of("X-GitHub-Event", "ping")))).isPresent();
    assertThat(gitHub.handshake(request("", "{}", Map.of("X-GitHub-Event", "issues")))).isEmpty();
  }

  @Test
  void stripesExampleIsGenuineAndGoodOnce() throws IOException {
    Signature stripe = scheme(Type.Stripe);
    String header = "t=1533204620,v1=" + STRIPE_V1 + ",v0=63f3a72374a7";
    Instant later = STRIPE_TIME.plusSeconds(100);
    assertThat(stripe.check(stripe(header), List.of(STRIPE_SECRET), later))
        .isInstanceOfSatisfying(
            Genuine.class,
            genuine ->
                assertThat(genuine.once().orElseThrow().until())
                    .isAfter(STRIPE_TIME.plus(TOLERANCE)));
    refuses(stripe.check(stripe(header), List.of("other"), later), Reason.WRONG);
    refuses(
        stripe.check(stripe(header), List.of(STRIPE_SECRET), STRIPE_TIME.plusSeconds(301)),
        Reason.STALE);
    refuses(
        stripe.check(stripe(header), List.of(STRIPE_SECRET), STRIPE_TIME.minusSeconds(301)),
        Reason.STALE);
  }

  @Test
  void oneOfSeveralStripeSignaturesIsEnough() throws IOException {
    String other = "00".repeat(32);
    assertThat(
            scheme(Type.Stripe)
                .check(
                    stripe("t=1533204620,v1=" + other + ",v1=" + STRIPE_V1),
                    List.of(STRIPE_SECRET),
                    STRIPE_TIME))
        .isInstanceOf(Genuine.class);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "t=,v1=" + STRIPE_V1,
        "t,v1=,v0=",
        "t,v1=,v0",
        ",,",
        "t",
        "v1=" + STRIPE_V1,
        "t=1533204620,v0=" + STRIPE_V1,
        "t=1533204621,v1=" + STRIPE_V1,
        "t=1,t=1533204620,v1=" + STRIPE_V1,
        "t=99999999999999999999,v1=" + STRIPE_V1,
        "t=-1533204620,v1=" + STRIPE_V1
      })
  void whatIsNoStripeSignatureIsWrong(String header) throws IOException {
    refuses(
        scheme(Type.Stripe).check(stripe(header), List.of(STRIPE_SECRET), STRIPE_TIME),
        Reason.WRONG);
  }

  @Test
  void slacksExampleIsGenuineAndGoodOnce() {
    Signature slack = scheme(Type.Slack);
    assertThat(
            slack.check(slack(SLACK_BODY, "1531420618", SLACK), List.of(SLACK_SECRET), SLACK_TIME))
        .isInstanceOfSatisfying(Genuine.class, genuine -> assertThat(genuine.once()).isPresent());
    refuses(
        slack.check(slack(SLACK_BODY, "1531420619", SLACK), List.of(SLACK_SECRET), SLACK_TIME),
        Reason.WRONG);
    refuses(
        slack.check(
            slack(SLACK_BODY, "1531420618", SLACK),
            List.of(SLACK_SECRET),
            SLACK_TIME.plus(Duration.ofHours(1))),
        Reason.STALE);
    refuses(
        slack.check(
            request("", SLACK_BODY, Map.of("X-Slack-Signature", SLACK)),
            List.of(SLACK_SECRET),
            SLACK_TIME),
        Reason.UNSIGNED);
  }

  @Test
  void slacksChallengeIsAnswered() {
    Signature slack = scheme(Type.Slack);
    assertThat(
            slack.handshake(
                request(
                    "",
                    "{\"token\": \"x\", \"challenge\": \"3eZbrw1aB\", \"type\": \"url_verification\"}",
                    Map.of())))
        .contains(new Signature.Handshake(200, "3eZbrw1aB"));
    assertThat(slack.handshake(request("", "{\"type\": \"event_callback\"}", Map.of()))).isEmpty();
    assertThat(slack.handshake(request("", SLACK_BODY, Map.of()))).isEmpty();
  }

  @Test
  void hubSpotsExampleIsGenuineForItsUriAlone() {
    Signature hubSpot = scheme(Type.HubSpotV3);
    assertThat(
            hubSpot.check(
                hubSpot(HUBSPOT_URI, "15000000", HUBSPOT), List.of(HUBSPOT_SECRET), HUBSPOT_TIME))
        .isInstanceOfSatisfying(Genuine.class, genuine -> assertThat(genuine.once()).isPresent());
    assertThat(
            hubSpot.check(
                hubSpot("https%3a%2F%2Fwww.example.com%2Fwebhook_uri", "15000000", HUBSPOT),
                List.of(HUBSPOT_SECRET),
                HUBSPOT_TIME))
        .as("the characters that HubSpot decodes")
        .isInstanceOf(Genuine.class);
    for (String other :
        List.of(
            "http://www.example.com/webhook_uri",
            "https://www.example.org/webhook_uri",
            "https://www.example.com/webhook_uri?x=1")) {
      refuses(
          hubSpot.check(hubSpot(other, "15000000", HUBSPOT), List.of(HUBSPOT_SECRET), HUBSPOT_TIME),
          Reason.WRONG);
    }
    refuses(
        hubSpot.check(
            hubSpot(HUBSPOT_URI, "15000000", HUBSPOT),
            List.of(HUBSPOT_SECRET),
            HUBSPOT_TIME.plusSeconds(301)),
        Reason.STALE);
    refuses(
        hubSpot.check(hubSpot(HUBSPOT_URI, "15000000", "?"), List.of(HUBSPOT_SECRET), HUBSPOT_TIME),
        Reason.WRONG);
  }

  @Test
  void aPlainHmacHasItsOwnHeaderAlgorithmEncodingAndPrefix() {
    // GitHub's example is one, too: the same bytes in the words of a plain HMAC
    Signature plain =
        Signature.of(
            new Webhook(
                Type.HMAC,
                "hook",
                TOLERANCE,
                Optional.of(new Webhook.Hmac("X-Sig", "SHA256", "Hex", "sha256="))));
    assertThat(
            plain.check(
                request("", "Hello, World!", Map.of("x-sig", GITHUB)),
                List.of(GITHUB_SECRET),
                Instant.EPOCH))
        .isEqualTo(new Genuine(Optional.empty()));
    // made with: printf ... | openssl dgst -sha512 -hmac s -binary | base64
    Signature base64 =
        Signature.of(
            new Webhook(
                Type.HMAC,
                "hook",
                TOLERANCE,
                Optional.of(new Webhook.Hmac("X-Sig", "SHA1", "Base64", ""))));
    assertThat(
            base64.check(
                request(
                    "",
                    "{\"id\":\"evt_1\",\"type\":\"invoice.paid\"}",
                    Map.of("X-Sig", "gyzleOw2L9ww4/wpqTk2u1pz49E=")),
                List.of("s"),
                Instant.EPOCH))
        .isInstanceOf(Genuine.class);
    refuses(
        base64.check(request("", "{}", Map.of("X-Sig", "")), List.of("s"), Instant.EPOCH),
        Reason.WRONG);
  }

  @Test
  void duringARotationEitherSecretIsGood() {
    for (List<String> secrets :
        List.of(List.of("new", GITHUB_SECRET), List.of(GITHUB_SECRET, "old"))) {
      assertThat(scheme(Type.GitHub).check(gitHub("Hello, World!", GITHUB), secrets, Instant.EPOCH))
          .isInstanceOf(Genuine.class);
    }
  }

  @Test
  void aSignatureIsRememberedUntilItIsTooOldAnyway() {
    Remembered remembered = new Remembered();
    Check.Once once = new Check.Once("s", SLACK_TIME.plusSeconds(300));
    assertThat(remembered.first(once, SLACK_TIME)).isTrue();
    assertThat(remembered.first(once, SLACK_TIME.plusSeconds(300))).isFalse();
    assertThat(remembered.first(once, SLACK_TIME.plusSeconds(301))).isTrue();
    remembered.forget(once);
    assertThat(remembered.first(once, SLACK_TIME)).isTrue();
  }

  @Test
  void refusalsAreCountedAndSaidOnceAMinute() {
    Refusals refusals =
        new Refusals(
            dev.tenon.plan.Ref.integration("support", "tickets"),
            "github",
            new Webhook(Type.GitHub, "hook", TOLERANCE, Optional.empty()));
    assertThat(refusals.line(Reason.WRONG, SLACK_TIME))
        .hasValueSatisfying(
            line ->
                assertThat(line)
                    .startsWith(
                        "support/tickets: requests to receive events of github were refused: 1 with a wrong signature.")
                    .contains("key secret of Secret hook"));
    assertThat(refusals.line(Reason.WRONG, SLACK_TIME.plusSeconds(30))).isEmpty();
    assertThat(refusals.line(Reason.UNSIGNED, SLACK_TIME.plusSeconds(59))).isEmpty();
    assertThat(refusals.line(Reason.WRONG, SLACK_TIME.plusSeconds(60)))
        .hasValueSatisfying(
            line -> assertThat(line).contains("1 unsigned, 2 with a wrong signature"));
  }
}
