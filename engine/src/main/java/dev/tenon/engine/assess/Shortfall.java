package dev.tenon.engine.assess;

import dev.tenon.plan.LimitId;

/**
 * A claim that was not granted in full, in the limit's own unit.
 *
 * @param known whether the System has a limit of that name
 */
public record Shortfall(
    LimitId limit, long claimed, long granted, long allocatable, boolean known) {}
