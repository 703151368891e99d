package dev.tenon.camel.events;

import dev.tenon.plan.Webhook;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** One way in which vendors sign their events. */
interface Signature {
  /**
   * Checks a request, in a time that does not depend on where a signature differs.
   *
   * @param secrets any of which it may be signed with; none is empty
   */
  Check check(Signed request, List<String> secrets, Instant now);

  /**
   * What the vendor asks a receiver to answer, for genuine requests that are no events but find out
   * whether somebody is there.
   */
  default Optional<Handshake> handshake(Signed request) {
    return Optional.empty();
  }

  /** The answer to a question. */
  record Handshake(int status, String text) {}

  /** The scheme of a System. */
  static Signature of(Webhook webhook) {
    return switch (webhook.type()) {
      case GitHub -> new GitHubSignature();
      case Stripe -> new StripeSignature(webhook.tolerance());
      case Slack -> new SlackSignature(webhook.tolerance());
      case HubSpotV3 -> new HubSpotV3Signature(webhook.tolerance());
      case HMAC ->
          new HmacSignature(
              webhook
                  .hmac()
                  .orElseThrow(
                      () ->
                          new IllegalArgumentException(
                              "a webhook of type HMAC says in hmac which header, algorithm and"
                                  + " encoding it has")));
    };
  }
}
