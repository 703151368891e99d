package dev.tenon.sandbox.vendor;

import dev.tenon.sandbox.config.Fault;
import dev.tenon.sandbox.exchange.Request;
import java.util.SplittableRandom;

/** A fault at work: how many requests it let pass and how many it struck. */
public final class ActiveFault {
  private final int id;
  private final Fault fault;
  private final SplittableRandom chance;
  private int passed;
  private int struck;

  ActiveFault(int id, Fault fault, long seed) {
    this.id = id;
    this.fault = fault;
    this.chance = new SplittableRandom(seed * 31 + id);
  }

  /** Its number, from 1. */
  public int id() {
    return id;
  }

  /** What was asked for. */
  public Fault fault() {
    return fault;
  }

  /** How many requests it struck. */
  public int struck() {
    return struck;
  }

  boolean spent() {
    return fault.times().isPresent() && struck >= fault.times().getAsInt();
  }

  /** Whether it strikes this one, which then counts. */
  boolean strikes(Request request, boolean token) {
    if (spent()
        || fault.path().isEmpty() && token
        || fault.method().isPresent() && !fault.method().get().equals(request.method())
        || fault.path().isPresent() && !fault.path().get().matches(request.path())) {
      return false;
    }
    if (passed < fault.skip()) {
      passed++;
      return false;
    }
    if (fault.probability() < 1 && chance.nextDouble() >= fault.probability()) {
      return false;
    }
    struck++;
    return true;
  }

  long jitter(Fault.Latency latency) {
    long nanos = latency.jitter().toNanos();
    return latency.delay().toNanos() + (nanos == 0 ? 0 : chance.nextLong(nanos));
  }
}
