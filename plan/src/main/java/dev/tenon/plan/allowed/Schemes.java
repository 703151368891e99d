package dev.tenon.plan.allowed;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** Which endpoints routes may name, and which options each takes. */
final class Schemes {
  /** Those that are ours: in a rendered route their URI holds names only. */
  static final Set<String> OURS = Set.of("system", "events", "inbox");

  private static final Map<String, Set<String>> STOCK =
      Map.of(
          "direct", Set.of(),
          "log",
              Set.of(
                  "level",
                  "showBody",
                  "showBodyType",
                  "showHeaders",
                  "multiline",
                  "maxChars",
                  "groupSize",
                  "groupInterval",
                  "groupActiveOnly",
                  "groupDelay"),
          "timer", Set.of("period", "delay", "repeatCount", "fixedRate", "includeMetadata"),
          "platform-http", Set.of("httpMethodRestrict", "consumes", "produces"));

  /** Schemes that configuration added; any option of theirs may be used. */
  private final Set<String> added;

  Schemes(Set<String> added) {
    this.added = Set.copyOf(added);
  }

  boolean allowed(String scheme) {
    return OURS.contains(scheme) || STOCK.containsKey(scheme) || added.contains(scheme);
  }

  /** The options that the scheme takes, or empty when it takes any. */
  Optional<Set<String>> options(String scheme) {
    return Optional.ofNullable(STOCK.get(scheme));
  }

  /** All that may be named, for messages. */
  String list() {
    Map<String, Set<String>> all = new HashMap<>(STOCK);
    TreeSet<String> names = new TreeSet<>(all.keySet());
    names.addAll(OURS);
    names.addAll(added);
    return String.join(", ", names);
  }
}
