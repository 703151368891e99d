package dev.tenon.sandbox.webhook;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tenon.sandbox.config.WebhookConfig;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.Test;

/**
 * GitHub's and Slack's values are the examples of their documentation; Stripe and HubSpot publish
 * none, so theirs and the plain ones were made with openssl.
 */
class SignaturesTest {
  private static final String URL = "https://receiver.example/hook";
  private static final String EVENT = "{\"id\":\"evt_1\",\"type\":\"invoice.paid\"}";

  private static Map<String, String> sign(
      WebhookConfig.Scheme scheme, String url, String body, Instant at) {
    return Signatures.headers(
        scheme, scheme.secret(), url, body.getBytes(StandardCharsets.UTF_8), at);
  }

  @Test
  void gitHubSignsTheBody() {
    assertThat(
            sign(
                new WebhookConfig.GitHub("It's a Secret to Everybody"),
                URL,
                "Hello, World!",
                Instant.EPOCH))
        .containsEntry(
            "X-Hub-Signature-256",
            "sha256=757107ea0eb2509fc211221cce984b8a37570b6d7586c22c46f4379c8b043e17");
  }

  @Test
  void slackSignsTimeAndBody() {
    String body =
        "token=xyzz0WbapA4vBCDEFasx0q6G&team_id=T1DC2JH3J&team_domain=testteamnow&channel_id=G8PSS9T3V&channel_name=foobar"
            + "&user_id=U2CERLKJA&user_name=roadrunner&command=%2Fwebhook-collect&text=&response_url=https%3A%2F%2Fhooks.slack.com"
            + "%2Fcommands%2FT1DC2JH3J%2F397700885554%2F96rGlfmibIGlgcZRskXaIFfN&trigger_id=398738663015.47445629121."
            + "803a0bc887a14d10d2c447fce8b6703c";
    assertThat(
            sign(
                new WebhookConfig.Slack("8f742231b10e8888abcd99yyyzzz85a5"),
                URL,
                body,
                Instant.ofEpochSecond(1531420618)))
        .containsOnly(
            Map.entry("X-Slack-Request-Timestamp", "1531420618"),
            Map.entry(
                "X-Slack-Signature",
                "v0=a2114d57b48eac39b9ad189dd8316235a7b4a8d21a10bd27519666489c69b503"));
  }

  @Test
  void stripeSignsTimeAndBodyInOneHeader() {
    assertThat(
            sign(
                new WebhookConfig.Stripe("whsec_test"),
                URL,
                EVENT,
                Instant.ofEpochSecond(1767225600)))
        .containsOnly(
            Map.entry(
                "Stripe-Signature",
                "t=1767225600,v1=eb2c86071742200800056198284b036ce585690f9bac43165b23bfa835a62037"));
  }

  @Test
  void hubSpotSignsMethodUrlBodyAndMilliseconds() {
    WebhookConfig.HubSpotV3 scheme = new WebhookConfig.HubSpotV3("client-secret");
    Instant at = Instant.ofEpochMilli(1767225600123L);
    String expected = "HVjBWyVoEyKI9rY3pMcmcBeN2wnFzK4gIo/gDn8Lmuo=";

    assertThat(sign(scheme, "https://www.example.com/hooks/hubspot?a=1", "[{\"eventId\":1}]", at))
        .containsOnly(
            Map.entry("X-HubSpot-Signature-v3", expected),
            Map.entry("X-HubSpot-Request-Timestamp", "1767225600123"));
    assertThat(
            sign(scheme, "https://www.example.com/hooks%2fhubspot%3Fa=1", "[{\"eventId\":1}]", at))
        .as("the twelve characters that HubSpot decodes")
        .containsEntry("X-HubSpot-Signature-v3", expected);
  }

  @Test
  void aPlainHmacHasItsOwnHeaderAlgorithmEncodingAndPrefix() {
    assertThat(
            sign(
                new WebhookConfig.Hmac(
                    "s", "X-Sig", WebhookConfig.Algorithm.SHA1, WebhookConfig.Encoding.Base64, ""),
                URL,
                EVENT,
                Instant.EPOCH))
        .containsOnly(Map.entry("X-Sig", "gyzleOw2L9ww4/wpqTk2u1pz49E="));
    assertThat(
            sign(
                new WebhookConfig.Hmac(
                    "s",
                    "X-Sig",
                    WebhookConfig.Algorithm.SHA512,
                    WebhookConfig.Encoding.Hex,
                    "sha512="),
                URL,
                EVENT,
                Instant.EPOCH))
        .containsOnly(
            Map.entry(
                "X-Sig",
                "sha512=6ad74da3dab76416fe512c79db208d79bac06ae6cc00a93143ced81da9ffbcc25f5ee626b00460cb4fc8daf6d2a4bd58d467790f420bfc83db59ad642cb0bdd3"));
  }

  @Test
  void whatIsUnsignedHasNoHeader() {
    assertThat(sign(new WebhookConfig.Unsigned(), URL, EVENT, Instant.EPOCH)).isEmpty();
  }
}
