package dev.tenon.engine.review;

import dev.tenon.api.v1alpha1.Approval;
import dev.tenon.api.v1alpha1.Waiver;
import dev.tenon.engine.change.Actor;
import dev.tenon.engine.change.Subject;
import dev.tenon.engine.review.rules.Owners;
import java.util.Collections;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/** What an audit log should say of a change besides who made it. */
final class Trail {
  private Trail() {}

  static SortedMap<String, String> of(Subject subject, boolean glass) {
    SortedMap<String, String> trail = new TreeMap<>();
    Optional<Actor> actor = subject.change().by();
    if (subject.change().approves() && actor.isPresent()) {
      String by =
          subject
              .change()
              .after(Waiver.class)
              .flatMap(waiver -> waiver.spec().approval())
              .map(Approval::by)
              .orElse("");
      trail.put(Verdict.APPROVED_BY, by);
      actor
          .filter(one -> !one.username().equals(by))
          .ifPresent(one -> trail.put(Verdict.ATTESTED_BY, one.username()));
    }
    if (subject.change().confirms()) {
      actor
          .filter(one -> !Owners.actsForOwner(subject, one))
          .ifPresent(one -> trail.put(Verdict.ATTESTED_BY, one.username()));
    }
    if (glass) {
      trail.put(Verdict.BREAK_GLASS, subject.change().incident().orElse(""));
    }
    return Collections.unmodifiableSortedMap(trail);
  }
}
