package dev.tenon.operator.admission;

import dev.tenon.engine.change.Change;
import dev.tenon.engine.change.Operation;
import dev.tenon.engine.estate.Estate;
import dev.tenon.engine.estate.Overlay;
import dev.tenon.engine.estate.Reference;
import dev.tenon.engine.estate.Refs;
import dev.tenon.engine.problem.BuiltIn;
import dev.tenon.engine.problem.Problem;
import dev.tenon.engine.review.Verdict;
import dev.tenon.plan.Ref;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;

/** What a verdict rests on that the estate may know wrongly, because it is late. */
final class Grounds {
  /** So many objects are confirmed for one verdict at most. */
  private static final int MOST = 64;

  private Grounds() {}

  /** What is named and is not there; and for a refusal, everything that it may come from. */
  static SortedSet<Ref> of(Change change, Verdict verdict, Estate base) {
    SortedSet<Ref> grounds = new TreeSet<>();
    Estate estate =
        change
            .after()
            .map(object -> (Estate) Overlay.with(base, object))
            .orElseGet(() -> Overlay.without(base, change.of()));
    boolean refused = !verdict.allows();
    estate.references(change.of()).stream()
        .map(Reference::to)
        .filter(ref -> refused || !estate.has(ref))
        .forEach(grounds::add);
    if (refused) {
      for (Problem denial : verdict.denials()) {
        against(denial, estate, grounds);
      }
      if (change.operation() == Operation.Delete) {
        grounds.addAll(base.usersOf(change.of()));
      }
    }
    // Secrets are nobody's business here, and the change itself is what is asked about
    grounds.removeIf(ref -> ref.kind().equals(Refs.SECRET) || ref.equals(change.of()));
    return first(grounds);
  }

  private static void against(Problem denial, Estate estate, SortedSet<Ref> grounds) {
    denial.about().ifPresent(grounds::add);
    denial.terms().pass().ifPresent(pass -> grounds.add(pass.waiver()));
    if (!BuiltIn.names().contains(denial.rule())) {
      grounds.add(Ref.cluster(Refs.POLICY, denial.rule()));
    }
    if (denial.rule().equals(BuiltIn.CLAIM_OVERCOMMITS)) {
      // whoever holds the rest may have given some up
      denial.about().ifPresent(system -> grounds.addAll(estate.usersOf(system, Refs.INTEGRATION)));
    }
  }

  /** Whether a Waiver could let it pass, of which the estate may not know yet. */
  static boolean waivable(Verdict verdict) {
    return verdict.denials().stream().anyMatch(denial -> denial.terms().waivable());
  }

  private static SortedSet<Ref> first(SortedSet<Ref> all) {
    return all.size() <= MOST
        ? all
        : all.stream().limit(MOST).collect(TreeSet::new, Set::add, Set::addAll);
  }
}
