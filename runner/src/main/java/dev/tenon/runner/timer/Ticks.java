package dev.tenon.runner.timer;

import dev.tenon.camel.state.Leases;
import dev.tenon.plan.Ref;
import dev.tenon.runner.http.Workers;
import java.time.InstantSource;
import java.util.concurrent.ScheduledExecutorService;

/**
 * What the timers of one context share with those of others.
 *
 * @param clockwork counts the time and never does work
 * @param workers run the routes
 * @param leases decide which replica fires
 * @param replica this context, unique among all that run the integration at the same time
 */
public record Ticks(
    Ref integration,
    ScheduledExecutorService clockwork,
    Workers workers,
    Leases leases,
    String replica,
    InstantSource clock) {}
