package dev.tenon.api.v1alpha1;

import dev.tenon.api.ApiValue;
import dev.tenon.api.schema.Doc;
import dev.tenon.api.schema.Label;
import dev.tenon.api.schema.Text;
import io.fabric8.generator.annotation.Default;
import io.fabric8.generator.annotation.Max;
import io.fabric8.generator.annotation.Min;
import io.fabric8.generator.annotation.ValidationRule;
import java.time.Duration;
import java.time.LocalDate;
import java.util.Optional;

/** What a vendor allows all callers together, and how that is known. */
@ValidationRule(
    value = "[has(self.calls), has(self.points), has(self.concurrency)].filter(x, x).size() == 1",
    message = "exactly one of calls, points and concurrency is required")
@ValidationRule(
    value = "has(self.points) == has(self.costPerCall)",
    message = "points and costPerCall go together",
    fieldPath = ".costPerCall")
@ValidationRule(
    value = "has(self.per) != has(self.concurrency)",
    message = "per is required with calls and points, and not allowed with concurrency",
    fieldPath = ".per")
@ValidationRule(
    value = "!has(self.points) || !has(self.costPerCall) || self.costPerCall <= self.points",
    message = "costPerCall must not exceed points, or no call is ever possible",
    fieldPath = ".costPerCall")
public record Limit(
    @Doc("Name of the limit, which claims use.") @Label String name,
    @Doc("Calls in each period.") Optional<@Min(1) @Max(1_000_000_000) Long> calls,
    @Doc("Points in each period, where a call costs several.")
        Optional<@Min(1) @Max(1_000_000_000) Long> points,
    @Doc("Points that one call costs; with points.")
        Optional<@Min(1) @Max(1_000_000) Long> costPerCall,
    @Doc("Calls at the same time.") Optional<@Min(1) @Max(100_000) Long> concurrency,
    @Doc("The period of calls or points, such as 24h; it rolls.") Optional<Duration> per,
    @Doc(
            "Percentage that nobody can claim, kept for people and for what is not declared here; 0 to 99.")
        @Default("0")
        @Min(0)
        @Max(99)
        Integer reservePercent,
    @Doc("Where the number is from: the vendor's page, the contract, a measurement.") @Text
        String source,
    @Doc("Last day (UTC) on which someone checked it against the source; policy bounds its age.")
        LocalDate verifiedDate)
    implements ApiValue {
  /** Fills in the default reserve. */
  public Limit {
    reservePercent = Values.or(reservePercent, 0);
  }

  /** The number itself, in the limit's own unit: calls, points or concurrency. */
  public long amount() {
    return calls.or(() -> points).or(() -> concurrency).orElse(0L);
  }

  /** What integrations can claim in all: the amount less the reserve, rounded down. */
  public long allocatable() {
    return amount() * (100 - reservePercent) / 100;
  }
}
