package dev.tenon.engine.assess.kinds;

import dev.tenon.api.v1alpha1.Replay;
import dev.tenon.api.v1alpha1.ReplayCounts;
import dev.tenon.api.v1alpha1.ReplayStatus;
import dev.tenon.engine.assess.Said;
import dev.tenon.engine.assess.Transitions;
import dev.tenon.engine.estate.Estate;
import io.fabric8.kubernetes.api.model.Condition;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** A Replay's status, and the course that it takes. */
public final class ReplayAssessment {
  private ReplayAssessment() {}

  /** What a Replay may be at. */
  public enum State {
    Running,
    /** It cannot go on now, and tries again. */
    Waiting,
    Complete,
    Failed
  }

  /**
   * How far a Replay is.
   *
   * @param start when it began; nothing that died later is replayed
   * @param end when it was complete or had failed
   */
  public record Course(
      State state,
      Instant start,
      Optional<Instant> end,
      long matched,
      long replayed,
      String message) {
    /** Before it begins. */
    public static final Course NONE =
        new Course(State.Running, Instant.EPOCH, Optional.empty(), 0, 0, "It is replaying");

    /** Whether nothing more will happen. */
    public boolean over() {
      return state == State.Complete || state == State.Failed;
    }

    /** The same, begun by now. */
    public Course begun(Instant now) {
      Instant first = start.equals(Instant.EPOCH) ? now.truncatedTo(ChronoUnit.SECONDS) : start;
      return new Course(State.Running, first, end, matched, replayed, NONE.message);
    }

    /** The same, with so many that match. */
    public Course counting(long all) {
      return new Course(state, start, end, all, replayed, message);
    }

    /** The same, with so many more replayed. */
    public Course replaying(long more) {
      return new Course(state, start, end, matched, replayed + more, message);
    }

    /** It cannot go on now. */
    public Course waiting(String why) {
      return new Course(State.Waiting, start, end, matched, replayed, why);
    }

    /** It is done. */
    public Course complete(String what, Instant now) {
      return new Course(
          State.Complete,
          start,
          Optional.of(now.truncatedTo(ChronoUnit.SECONDS)),
          matched,
          replayed,
          what);
    }

    /** It will never be done. */
    public Course failed(String why, Instant now) {
      return new Course(
          State.Failed,
          start,
          Optional.of(now.truncatedTo(ChronoUnit.SECONDS)),
          matched,
          replayed,
          why);
    }
  }

  /** The course that a status tells of. */
  public static Course course(ReplayStatus status) {
    Instant start = status.startTime().orElse(Instant.EPOCH);
    long matched = status.counts().map(ReplayCounts::matched).orElse(0L);
    long replayed = status.counts().map(ReplayCounts::replayed).orElse(0L);
    State state =
        is(status, "Complete")
            ? State.Complete
            : is(status, "Failed") ? State.Failed : State.Running;
    return new Course(
        state, start, status.completionTime(), matched, replayed, Course.NONE.message());
  }

  private static boolean is(ReplayStatus status, String type) {
    return status
        .condition(type)
        .filter(condition -> condition.getStatus().equals(Said.TRUE))
        .isPresent();
  }

  /** The status. */
  public static ReplayStatus of(Replay replay, Course course, Estate estate, Instant now) {
    String reason = course.state().name();
    List<Condition> conditions = new ArrayList<>();
    conditions.add(
        Named.said(
            replay,
            "Ready",
            course.state() == State.Complete ? Said.TRUE : Said.FALSE,
            reason,
            course.message()));
    if (course.state() == State.Failed) {
      conditions.add(Named.said(replay, "Stalled", Said.TRUE, reason, course.message()));
    } else if (!course.over()) {
      conditions.add(Named.said(replay, "Reconciling", Said.TRUE, reason, course.message()));
    }
    conditions.add(
        Named.said(
            replay,
            "Complete",
            course.state() == State.Complete ? Said.TRUE : Said.FALSE,
            reason,
            course.message()));
    conditions.add(
        Named.said(
            replay,
            "Failed",
            course.state() == State.Failed ? Said.TRUE : Said.FALSE,
            reason,
            course.state() == State.Failed ? course.message() : "It has not failed"));
    conditions.add(Named.resolvedRefs(replay, estate));
    return new ReplayStatus(
        Named.generation(replay),
        Transitions.carry(replay.status(), conditions, now),
        Optional.of(new ReplayCounts(course.matched(), course.replayed())),
        Optional.of(course.start()).filter(start -> !start.equals(Instant.EPOCH)),
        course.end());
  }
}
