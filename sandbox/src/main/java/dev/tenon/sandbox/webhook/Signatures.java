package dev.tenon.sandbox.webhook;

import dev.tenon.sandbox.config.WebhookConfig;
import dev.tenon.sandbox.config.WebhookConfig.Encoding;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.time.Instant;
import java.util.Base64;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * The headers by which a receiver knows that an event is the vendor's. Schemes as their vendors
 * document them: GitHub "Validating webhook deliveries", Stripe "Verify webhook signatures
 * manually", Slack "Verifying requests from Slack", HubSpot "Validate the v3 request signature".
 */
public final class Signatures {
  private static final Pattern HUBSPOT_DECODES =
      Pattern.compile("%(3A|2F|3F|40|21|24|27|28|29|2A|2C|3B)", Pattern.CASE_INSENSITIVE);

  private Signatures() {}

  /**
   * The headers for one request.
   *
   * @param secret what is signed with, usually the scheme's
   * @param url the URL that the request goes to, as the receiver sees it
   * @param at the time that is signed, where a scheme has one
   */
  public static Map<String, String> headers(
      WebhookConfig.Scheme scheme, String secret, String url, byte[] body, Instant at) {
    Map<String, String> headers = new LinkedHashMap<>();
    String seconds = Long.toString(at.getEpochSecond());
    if (scheme instanceof WebhookConfig.GitHub) {
      headers.put("X-Hub-Signature-256", "sha256=" + hex(mac("HmacSHA256", secret, body)));
      headers.put("X-Hub-Signature", "sha1=" + hex(mac("HmacSHA1", secret, body)));
    } else if (scheme instanceof WebhookConfig.Stripe) {
      headers.put(
          "Stripe-Signature",
          "t=" + seconds + ",v1=" + hex(mac("HmacSHA256", secret, bytes(seconds + "."), body)));
    } else if (scheme instanceof WebhookConfig.Slack) {
      headers.put("X-Slack-Request-Timestamp", seconds);
      headers.put(
          "X-Slack-Signature",
          "v0=" + hex(mac("HmacSHA256", secret, bytes("v0:" + seconds + ":"), body)));
    } else if (scheme instanceof WebhookConfig.HubSpotV3) {
      String millis = Long.toString(at.toEpochMilli());
      headers.put("X-HubSpot-Request-Timestamp", millis);
      headers.put(
          "X-HubSpot-Signature-v3",
          base64(mac("HmacSHA256", secret, bytes("POST" + decoded(url)), body, bytes(millis))));
    } else if (scheme instanceof WebhookConfig.Hmac hmac) {
      byte[] signature = mac("Hmac" + hmac.algorithm(), secret, body);
      headers.put(
          hmac.header(),
          hmac.prefix() + (hmac.encoding() == Encoding.Hex ? hex(signature) : base64(signature)));
    }
    return headers;
  }

  /** HubSpot signs the URL with these characters decoded, and no others. */
  private static String decoded(String url) {
    Matcher matcher = HUBSPOT_DECODES.matcher(url);
    return matcher.replaceAll(
        found ->
            Matcher.quoteReplacement(Character.toString(Integer.parseInt(found.group(1), 16))));
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  private static byte[] mac(String algorithm, String secret, byte[]... parts) {
    try {
      Mac mac = Mac.getInstance(algorithm);
      mac.init(new SecretKeySpec(bytes(secret), algorithm));
      for (byte[] part : parts) {
        mac.update(part);
      }
      return mac.doFinal();
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every Java has " + algorithm, e);
    }
  }

  private static String hex(byte[] bytes) {
    return HexFormat.of().formatHex(bytes);
  }

  private static String base64(byte[] bytes) {
    return Base64.getEncoder().encodeToString(bytes);
  }
}
