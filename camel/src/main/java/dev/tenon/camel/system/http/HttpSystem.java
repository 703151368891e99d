package dev.tenon.camel.system.http;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tenon.camel.PlanRuntime;
import dev.tenon.camel.RequestRefused;
import dev.tenon.camel.SystemUnavailable;
import dev.tenon.camel.system.credentials.Authenticator;
import dev.tenon.camel.system.credentials.Authenticators;
import dev.tenon.camel.system.guard.Guard;
import dev.tenon.camel.system.guard.Stop;
import dev.tenon.camel.system.transport.Answer;
import dev.tenon.camel.system.transport.Request;
import dev.tenon.camel.system.transport.Target;
import dev.tenon.plan.Call;
import dev.tenon.plan.Ref;
import dev.tenon.plan.SystemSpec;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Map;
import org.apache.camel.Exchange;

/**
 * A System that speaks HTTP, as one integration calls it: one guard and one set of credentials for
 * all its calls.
 */
public final class HttpSystem {
  private final SystemSpec spec;
  private final Target target;
  private final Ref integration;
  private final Guard guard;
  private final Authenticator authenticator;
  private final Duration timeout;
  private final InstantSource clock;

  /**
   * @throws IllegalArgumentException if the System's URI is none
   * @throws IllegalStateException if its credentials need a state store and there is none
   */
  public HttpSystem(SystemSpec spec, PlanRuntime runtime, Guard guard) {
    this.spec = spec;
    this.target = Target.parse(spec.uri());
    this.integration = runtime.of();
    this.guard = guard;
    this.timeout = runtime.plan().resilience().timeout();
    this.authenticator = Authenticators.of(spec, runtime, timeout);
    this.clock = runtime.clock();
  }

  /** Where it is. */
  public Target target() {
    return target;
  }

  /**
   * Reads a call's request.
   *
   * @throws IllegalArgumentException if a part of it is wrong
   */
  public RequestTemplate template(String call, Call.Request request) {
    return new RequestTemplate(target, call, request);
  }

  /** The idempotency key of a call for a message. */
  public String key(Exchange exchange, String call) {
    return IdempotencyKey.of(exchange, integration, call);
  }

  /**
   * Makes a call.
   *
   * @param stop when asked, no further attempt is made
   * @param abort when asked, a request under way is given up
   * @throws SystemUnavailable if it may succeed later
   * @throws RequestRefused if it never will
   */
  public Answer call(Making making, Stop stop, Stop abort)
      throws SystemUnavailable, RequestRefused {
    Request request;
    try {
      request = making.make();
    } catch (Unfit e) {
      throw new RequestRefused(spec.name(), 0, 0, "no request was made: " + e.getMessage(), null);
    }
    return guard.call(new HttpAttempt(request, spec, authenticator, timeout, clock, abort), stop);
  }

  /** Makes the call of a message. */
  public Answer call(
      RequestTemplate template,
      String call,
      Exchange exchange,
      Map<String, JsonNode> variables,
      Stop stop,
      Stop abort)
      throws SystemUnavailable, RequestRefused {
    return call(() -> template.make(exchange, variables, key(exchange, call)), stop, abort);
  }

  /** Makes a request. */
  @FunctionalInterface
  public interface Making {
    /** The request, or why there can be none. */
    Request make() throws Unfit;
  }
}
