package dev.tenon.bench.flow;

import dev.tenon.bench.Plans;
import dev.tenon.bench.Scratch;
import dev.tenon.bench.Vendor;
import dev.tenon.camel.state.SqlStateStore;
import dev.tenon.camel.state.StateStore;
import dev.tenon.plan.Consumer;
import dev.tenon.plan.Grant;
import dev.tenon.plan.Plan;
import dev.tenon.runner.Outcome;
import dev.tenon.runner.RunnerHost;
import dev.tenon.runner.RunnerSettings;
import java.io.IOException;
import java.util.Optional;

/** HTTP entry, inbox on H2, System. */
final class Tenon implements Contender {
  private final Scratch scratch;
  private final StateStore store;
  private final RunnerHost host;
  private final String path;

  Tenon(Vendor vendor) throws IOException {
    Plan plan = Plans.of(Plans.resource("orders.yaml").replace("VENDOR", vendor.uri()));
    scratch = Scratch.create();
    store = SqlStateStore.h2(scratch.path().resolve("state"));
    host = RunnerHost.open(RunnerSettings.DEFAULT.keeping(store));
    path =
        plan.consumers().stream()
            .map(Consumer::path)
            .flatMap(Optional::stream)
            .findFirst()
            .orElseThrow();
    Outcome outcome = host.start(plan, Grant.unlimited(plan.of()));
    outcome
        .cause()
        .ifPresent(
            why -> {
              throw new IllegalStateException(why);
            });
  }

  @Override
  public String name() {
    return "Tenon";
  }

  @Override
  public int port() {
    return host.port();
  }

  @Override
  public String path() {
    return path;
  }

  @Override
  public void close() throws Exception {
    host.close();
    store.close();
    scratch.close();
  }
}
