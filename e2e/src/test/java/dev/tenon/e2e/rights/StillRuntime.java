package dev.tenon.e2e.rights;

import dev.tenon.engine.assess.Observation;
import dev.tenon.engine.assess.Observation.Phase;
import dev.tenon.operator.runtime.Replays;
import dev.tenon.operator.runtime.Runtime;
import dev.tenon.plan.Grant;
import dev.tenon.plan.Plan;
import dev.tenon.plan.Ref;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;

/** Says at once that everything runs, and needs no rights for it. */
final class StillRuntime implements Runtime {
  private final Map<Ref, Plan> plans = new ConcurrentHashMap<>();

  @Override
  public String name() {
    return "Still";
  }

  @Override
  public void apply(Plan plan, Grant grant) {
    plans.put(plan.of(), plan);
  }

  @Override
  public void grant(Grant grant) {}

  @Override
  public void pause(Ref integration, boolean stop) {}

  @Override
  public void remove(Ref integration) {
    plans.remove(integration);
  }

  @Override
  public void delete(Ref integration) {
    plans.remove(integration);
  }

  @Override
  public Observation observe(Ref integration) {
    Plan plan = plans.get(integration);
    if (plan == null) {
      return Observation.ABSENT;
    }
    return new Observation(
        Phase.Running,
        Optional.of(plan.revision()),
        Optional.empty(),
        Observation.ABSENT.messages(),
        Optional.empty(),
        Observation.ABSENT.systems(),
        Optional.empty(),
        Observation.ABSENT.missing(),
        Optional.empty());
  }

  @Override
  public void retain(Set<Ref> integrations) {}

  @Override
  public void onChange(Consumer<Ref> listener) {}

  @Override
  public Replays replays() {
    return new Replays() {
      @Override
      public long count(Ref integration, Selection selection) {
        return 0;
      }

      @Override
      public int replay(Ref integration, Selection selection, int most) {
        return 0;
      }

      @Override
      public Optional<String> readAgain(Ref integration, String checkpoint) {
        return Optional.empty();
      }
    };
  }
}
