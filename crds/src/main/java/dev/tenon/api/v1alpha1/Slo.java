package dev.tenon.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonFormat;
import dev.tenon.api.ApiValue;
import dev.tenon.api.schema.Doc;
import dev.tenon.api.schema.Label;
import dev.tenon.api.schema.Percent;
import io.fabric8.generator.annotation.Default;
import io.fabric8.generator.annotation.Pattern;
import io.fabric8.generator.annotation.ValidationRule;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.Optional;

/** An objective: which share of deliveries must be good, and what good means. */
@ValidationRule(
    value = "self.type == 'Success' ? !has(self.threshold) : has(self.threshold)",
    message = "threshold is required for Latency and Freshness, and not allowed for Success",
    fieldPath = ".threshold")
public record Slo(
    @Doc("Name of the objective, which metrics and alerts carry as a label.") @Label String name,
    @Doc(
            "What is measured. Success: deliveries that succeed. Latency: deliveries that take at most threshold from acceptance. Freshness: time during which the last complete pass is at most threshold old.")
        SloType type,
    @Doc(
            "Percentage that must be good, above 0 and below 100, as a string such as \"99.5\". 100 would leave no error budget.")
        @Percent
        @JsonFormat(shape = JsonFormat.Shape.STRING)
        BigDecimal targetPercent,
    @Doc(
            "Limit of a good delivery (Latency) or of a good age (Freshness), such as 5m. Not for Success.")
        Optional<Duration> threshold,
    @Doc("Rolling window over which the percentage is taken, 1d to 99d.")
        @Default("30d")
        @Pattern("^[1-9][0-9]?d$")
        Duration window)
    implements ApiValue {
  /** Fills in the default window. */
  public Slo {
    window = Values.or(window, Duration.ofDays(30));
  }
}
