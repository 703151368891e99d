package dev.tenon.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonFormat;
import dev.tenon.api.ApiValue;
import dev.tenon.api.schema.Decimal;
import dev.tenon.api.schema.Doc;
import dev.tenon.api.schema.Label;
import java.math.BigDecimal;
import java.util.Optional;

/** How an objective is kept. Percentages and rates are decimal strings. */
public record SloStatus(
    @Doc("Name of the objective.") @Label String name,
    @Doc("What is measured.") SloType type,
    @Doc("Percentage promised.") @Decimal @JsonFormat(shape = JsonFormat.Shape.STRING)
        BigDecimal objectivePercent,
    @Doc("Percentage measured over the objective's window; absent while there is no data.")
        @JsonFormat(shape = JsonFormat.Shape.STRING)
        Optional<@Decimal BigDecimal> measuredPercent,
    @Doc(
            "Percentage of the error budget that is left; negative when it is overspent, absent while there is no data.")
        @JsonFormat(shape = JsonFormat.Shape.STRING)
        Optional<@Decimal BigDecimal> budgetRemainingPercent,
    @Doc(
            "How fast the budget is being spent over the last hour: at 1 it lasts exactly for the window, at 14.4 a window of 30d is spent in 50 hours. Absent while there is no data.")
        @JsonFormat(shape = JsonFormat.Shape.STRING)
        Optional<@Decimal BigDecimal> burnRate)
    implements ApiValue {}
