package dev.tenon.camel.system;

import dev.tenon.camel.SystemUnavailable;
import dev.tenon.camel.state.Backend;
import dev.tenon.camel.state.StateStore;
import dev.tenon.plan.Grant.Unit;
import dev.tenon.plan.RunnerReport.Trouble;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** A process that spends its share, until it has none or is killed. */
public final class QuotaChild {
  private QuotaChild() {}

  /** Backend, URL, file, vendor, share. */
  public static void main(String[] arguments) throws Exception {
    Backend.Home home =
        new Backend.Home(Backend.valueOf(arguments[0]), arguments[1], Path.of(arguments[2]));
    try (StateStore store = home.open();
        RunningPlan plan =
            TestPlan.of(arguments[3])
                .send("GET", "/tickets")
                .state(store)
                .share("daily", Unit.Calls, Long.parseLong(arguments[4]), Duration.ofDays(1), 1)
                .start()) {
      List<Thread> callers = new ArrayList<>();
      for (int i = 0; i < 4; i++) {
        Thread caller = new Thread(() -> spend(plan));
        caller.start();
        callers.add(caller);
      }
      for (Thread caller : callers) {
        caller.join();
      }
    }
  }

  private static void spend(RunningPlan plan) {
    while (!(plan.send("x").getException() instanceof SystemUnavailable unavailable
        && unavailable.trouble() == Trouble.QuotaExhausted)) {
      Thread.onSpinWait();
    }
  }
}
