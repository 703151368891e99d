package dev.tenon.api.v1alpha1;

import dev.tenon.api.ApiValue;
import dev.tenon.api.schema.Doc;
import dev.tenon.api.schema.Name;
import dev.tenon.api.schema.Unique;
import io.fabric8.generator.annotation.Default;
import io.fabric8.generator.annotation.Max;
import io.fabric8.generator.annotation.Min;
import io.fabric8.generator.annotation.Size;
import io.fabric8.generator.annotation.ValidationRule;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** What is delivered again, and how fast. */
@ValidationRule(
    value = "self == oldSelf",
    message = "the spec of a Replay cannot change: apply a new Replay under another name")
public record ReplaySpec(
    @Doc("Name of an Integration of this namespace.") @Name String integration,
    @Doc("From where: exactly one of deadLetters and checkpoint.") From from,
    @Doc("Most messages to replay, 1 to 1000000; the oldest go first.")
        @Default("1000")
        @Min(1)
        @Max(1_000_000)
        Integer maxMessages,
    @Doc(
            "How fast, so that what is new still gets through, such as 10/s. The integration's quota binds as well.")
        @Default("10/s")
        Rate rate,
    @Doc("Only count what matches.") @Default("false") Boolean dryRun)
    implements ApiValue {
  /** Fills in the defaults. */
  public ReplaySpec {
    maxMessages = Values.or(maxMessages, 1000);
    rate = Values.or(rate, new Rate(10, Duration.ofSeconds(1)));
    dryRun = Values.or(dryRun, false);
  }

  /** From where messages are taken. */
  @ValidationRule(
      value = "has(self.deadLetters) != has(self.checkpoint)",
      message = "exactly one of deadLetters and checkpoint is required")
  public record From(
      @Doc("Dead letters; {} means all of them.") Optional<DeadLetters> deadLetters,
      @Doc(
              "A checkpoint of the integration's poll, such as \"2026-11-20T00:00:00Z\": the source is read again from there, and what has been delivered under the same key is left out.")
          Optional<@Size(min = 1, max = 1024) String> checkpoint)
      implements ApiValue {}

  /** Which dead letters: all that meet every condition. */
  @ValidationRule(
      value = "!has(self.sinceTime) || !has(self.untilTime) || self.sinceTime < self.untilTime",
      message = "sinceTime must be before untilTime",
      fieldPath = ".untilTime")
  public record DeadLetters(
      @Doc("Those that died at or after this instant.") Optional<Instant> sinceTime,
      @Doc("Those that died before this instant.") Optional<Instant> untilTime,
      @Doc("Those whose last error contains a match of this regular expression (RE2).")
          Optional<@Size(min = 1, max = 253) String> errorMatching,
      @Doc("Those with one of these ids.") @Unique @Size(max = 256)
          List<@Size(min = 1, max = 253) String> ids)
      implements ApiValue {
    /** Keeps an unchangeable copy. */
    public DeadLetters {
      ids = Values.copy(ids);
    }
  }
}
