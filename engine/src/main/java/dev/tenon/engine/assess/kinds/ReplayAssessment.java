package dev.tenon.engine.assess.kinds;

import dev.tenon.api.v1alpha1.Replay;
import dev.tenon.api.v1alpha1.ReplayCounts;
import dev.tenon.api.v1alpha1.ReplayStatus;
import dev.tenon.engine.assess.Meaning;
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
  private static final Meaning RUNNING = new Meaning(Said.FALSE, "Running", "It is replaying.", "");
  private static final Meaning WAITING =
      new Meaning(
          Said.FALSE,
          "Waiting",
          "It cannot go on now, and tries again by itself.",
          "See the message for what it waits for.");
  private static final Meaning COMPLETED =
      new Meaning(Said.TRUE, "Complete", "What matched was handed to the routes again.", "");
  private static final Meaning NEVER =
      new Meaning(
          Said.FALSE,
          "Failed",
          "It will never be done.",
          "Apply another Replay, without what the message says is wrong.");

  private static final KindCondition READY =
      KindCondition.of("Ready", COMPLETED, RUNNING, WAITING, NEVER);
  private static final KindCondition RECONCILING =
      KindCondition.of("Reconciling", asTrue(RUNNING), asTrue(WAITING));
  private static final KindCondition STALLED = KindCondition.of("Stalled", asTrue(NEVER));
  private static final KindCondition COMPLETE =
      KindCondition.of("Complete", COMPLETED, RUNNING, WAITING, NEVER);
  private static final KindCondition FAILED =
      KindCondition.of(
          "Failed",
          asTrue(NEVER),
          RUNNING,
          WAITING,
          new Meaning(Said.FALSE, "Complete", "It was done.", ""));

  static final List<KindCondition> CONDITIONS =
      List.of(READY, RECONCILING, STALLED, COMPLETE, FAILED, Named.RESOLVED_REFS);

  private ReplayAssessment() {}

  private static Meaning asTrue(Meaning meaning) {
    return new Meaning(Said.TRUE, meaning.reason(), meaning.meaning(), meaning.remedy());
  }

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
    conditions.add(READY.say(replay, reason, course.message()));
    if (course.state() == State.Failed) {
      conditions.add(STALLED.say(replay, reason, course.message()));
    } else if (!course.over()) {
      conditions.add(RECONCILING.say(replay, reason, course.message()));
    }
    conditions.add(COMPLETE.say(replay, reason, course.message()));
    conditions.add(
        FAILED.say(
            replay,
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
