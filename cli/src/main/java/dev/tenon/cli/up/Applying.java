package dev.tenon.cli.up;

import dev.tenon.cli.board.Display;
import dev.tenon.cli.manifests.Manifest;
import dev.tenon.plan.Ref;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** Applies what is declared, and says what became of it. */
final class Applying {
  private final Applier applier;
  private final Catalogue catalogue;
  private final Display display;
  private final Map<String, Long> integrations = new HashMap<>();
  private boolean refused;

  Applying(Applier applier, Catalogue catalogue, Display display) {
    this.applier = applier;
    this.catalogue = catalogue;
    this.display = display;
  }

  /** The catalogue, then all that the files hold. */
  void first(Declared declared) throws InterruptedException {
    List<Manifest> all = declared.manifests().all();
    Catalogue.Outcome patterns =
        catalogue.apply(
            declared.catalogue(), all.stream().map(Manifest::ref).collect(Collectors.toSet()));
    if (!patterns.foreign().isEmpty()) {
      display.say(
          "tenon: left as somebody changed them: IntegrationPattern "
              + String.join(", ", patterns.foreign()));
    }
    patterns
        .refused()
        .forEach(why -> display.say("tenon: warning: the catalogue's IntegrationPattern " + why));
    if (!all.isEmpty()) {
      apply(all, "");
    }
  }

  /**
   * Applies objects.
   *
   * @param where they come from, to be said; may be empty
   */
  void apply(List<Manifest> manifests, String where) throws InterruptedException {
    Applier.Outcome outcome = applier.apply(manifests);
    for (Applier.Done done : outcome.applied()) {
      if (done.manifest().kind().name().equals("Integration")) {
        integrations.put(done.path(), done.generation());
      }
    }
    refused |= !outcome.refused().isEmpty();
    say(Report.warnings(outcome));
    if (outcome.refused().isEmpty()) {
      say("tenon: applied " + Report.counts(outcome.applied()) + where);
    } else {
      say(Report.refusals(outcome));
    }
  }

  private void say(String text) {
    if (!text.isEmpty()) {
      display.say(text);
    }
  }

  /** Whether the API has refused anything. */
  boolean refused() {
    return refused;
  }

  /** The generation that each applied integration has had since, by namespace and name. */
  Map<String, Long> generations() {
    return Map.copyOf(integrations);
  }

  /** Objects that no file declares any more. */
  void gone(List<Ref> refs) {
    refs.forEach(ref -> display.say(Report.gone(ref)));
  }
}
