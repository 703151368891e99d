package dev.tenon.api.v1alpha1;

import dev.tenon.api.ApiValue;
import dev.tenon.api.schema.Doc;
import io.fabric8.generator.annotation.Default;
import io.fabric8.generator.annotation.Pattern;
import io.fabric8.generator.annotation.Size;
import io.fabric8.generator.annotation.ValidationRule;
import java.time.Duration;
import java.util.Optional;

/** How a system signs the events that it sends. */
@ValidationRule(
    value = "has(self.hmac) == (self.type == 'HMAC')",
    message = "hmac is required with type HMAC, and not allowed with any other",
    fieldPath = ".hmac")
public record Webhook(
    @Doc(
            "The vendor's scheme: GitHub, Stripe, Slack, HubSpotV3, or HMAC for a plain signature of the body in a header.")
        Type type,
    @Doc(
            "The Secret with the signing secret (key secret), and during a rotation also the one before (key previousSecret).")
        SecretRef secretRef,
    @Doc("With type HMAC: where the signature is and how it is made.") Optional<Hmac> hmac,
    @Doc(
            "How old a signed time may be, where the scheme signs one; older events are refused as replayed.")
        @Default("5m")
        Duration tolerance)
    implements ApiValue {
  /** Fills in the default tolerance. */
  public Webhook {
    tolerance = Values.or(tolerance, Duration.ofMinutes(5));
  }

  /** The schemes that can be checked. */
  public enum Type {
    GitHub,
    Stripe,
    Slack,
    HubSpotV3,
    HMAC
  }

  /** A plain HMAC of the body. */
  public record Hmac(
      @Doc("Name of the HTTP header with the signature.")
          @Size(min = 1, max = 63)
          @Pattern("^[A-Za-z0-9-]+$")
          String header,
      @Doc("Hash function.") @Default("SHA256") Algorithm algorithm,
      @Doc("How the signature is written.") @Default("Hex") Encoding encoding,
      @Doc("What the header's value has before the signature, such as sha256=. Default: nothing.")
          Optional<@Size(min = 1, max = 32) @Pattern("^[\\x21-\\x7E]+$") String> prefix)
      implements ApiValue {
    /** Fills in the defaults. */
    public Hmac {
      algorithm = Values.or(algorithm, Algorithm.SHA256);
      encoding = Values.or(encoding, Encoding.Hex);
    }
  }

  /** Hash functions. */
  public enum Algorithm {
    SHA256,
    SHA512
  }

  /** Ways to write bytes as text. */
  public enum Encoding {
    Hex,
    Base64
  }
}
