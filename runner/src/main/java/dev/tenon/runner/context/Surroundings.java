package dev.tenon.runner.context;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tenon.camel.DeliveryListener;
import dev.tenon.camel.PlanRuntime;
import dev.tenon.plan.allowed.Allowed;
import dev.tenon.runner.http.ContextHttp;
import dev.tenon.runner.timer.Ticks;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Function;
import org.apache.camel.spi.RoutePolicyFactory;

/**
 * What a plan runs in.
 *
 * @param prefix the paths that it may listen below
 * @param publicUrl the base of the URLs by which vendors call
 * @param policies from the routes: what sees every exchange that starts one
 * @param deliveries hears of what inboxes deliver
 * @param grace how long running exchanges may take to finish when the context stops
 */
public record Surroundings(
    PlanRuntime runtime,
    Allowed allowed,
    String prefix,
    Optional<String> publicUrl,
    ContextHttp http,
    Ticks ticks,
    Function<JsonNode, RoutePolicyFactory> policies,
    DeliveryListener deliveries,
    Duration grace) {}
