package dev.tenon.engine.review.rules;

import dev.tenon.plan.Ref;
import java.util.Collection;
import java.util.stream.Collectors;

/** Lists of objects in messages. */
final class Named {
  private static final int SHOWN = 5;

  private Named() {}

  /** The first few, and how many more there are. */
  static String first(Collection<Ref> all) {
    return first(all, SHOWN);
  }

  static String first(Collection<Ref> all, int shown) {
    String named = all.stream().limit(shown).map(Ref::toString).collect(Collectors.joining(", "));
    return all.size() > shown ? named + " and " + (all.size() - shown) + " more" : named;
  }
}
