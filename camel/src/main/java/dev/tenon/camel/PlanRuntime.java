package dev.tenon.camel;

import dev.tenon.camel.state.StateStore;
import dev.tenon.plan.Call;
import dev.tenon.plan.Grant;
import dev.tenon.plan.Plan;
import dev.tenon.plan.Ref;
import dev.tenon.plan.SystemSpec;
import java.time.InstantSource;
import java.util.Optional;
import java.util.function.Supplier;
import org.apache.camel.CamelContext;

/**
 * What the components must know of the plan that a CamelContext runs. Bound in its registry under
 * {@link #NAME} before routes are added; one for each context.
 *
 * @param grant asked at each call, so that a changed share needs no restart
 * @param state where messages, checkpoints, permits, tokens and leases are kept; absent for plans
 *     that need none
 * @param replica this process, unique among those that run the same plan at the same time
 */
public record PlanRuntime(
    Plan plan,
    Supplier<Grant> grant,
    Secrets secrets,
    Optional<StateStore> state,
    SystemHealths healths,
    String replica,
    InstantSource clock) {

  /** The bean's name in the registry. */
  public static final String NAME = "tenonPlanRuntime";

  /**
   * The runtime of a context.
   *
   * @throws IllegalStateException if none is bound
   */
  public static PlanRuntime of(CamelContext context) {
    return Optional.ofNullable(context.getRegistry().lookupByNameAndType(NAME, PlanRuntime.class))
        .orElseThrow(
            () ->
                new IllegalStateException(
                    "no plan is bound in this CamelContext: bind a PlanRuntime as "
                        + NAME
                        + " before adding routes"));
  }

  /** The integration. */
  public Ref of() {
    return plan.of();
  }

  /**
   * The call of that name.
   *
   * @throws IllegalArgumentException if the plan has none of that name and type
   */
  public <T extends Call> T call(String name, Class<T> type) {
    Call call = plan.calls().get(name);
    if (!type.isInstance(call)) {
      throw new IllegalArgumentException(
          "the plan of " + of() + " has no " + type.getSimpleName() + " call " + name);
    }
    return type.cast(call);
  }

  /**
   * The System of that name.
   *
   * @throws IllegalArgumentException if the plan has none
   */
  public SystemSpec system(String name) {
    return plan.system(name)
        .orElseThrow(
            () -> new IllegalArgumentException("the plan of " + of() + " knows no System " + name));
  }

  /**
   * The state store.
   *
   * @throws IllegalStateException if there is none; the message says what to configure
   */
  public StateStore requireState() {
    return state.orElseThrow(
        () ->
            new IllegalStateException(
                of()
                    + " needs a state store and there is none: configure one, it is never run without"));
  }
}
