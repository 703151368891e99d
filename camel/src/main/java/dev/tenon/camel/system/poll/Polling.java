package dev.tenon.camel.system.poll;

import dev.tenon.plan.RunnerReport;

/** A consumer that reads a System again and again. */
public interface Polling {
  /** The last complete pass, by whichever replica, and what is wrong since. */
  RunnerReport.Pass pass();
}
