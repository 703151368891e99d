package dev.tenon.cli.check;

import dev.tenon.api.v1alpha1.IntegrationPolicy;
import dev.tenon.api.v1alpha1.ResourceStatus;
import dev.tenon.api.v1alpha1.TenonResource;
import dev.tenon.cli.manifests.Manifest;
import dev.tenon.cli.manifests.Manifests;
import dev.tenon.engine.change.Change;
import dev.tenon.engine.change.Occasion;
import dev.tenon.engine.estate.IndexedEstate;
import dev.tenon.engine.estate.Refs;
import dev.tenon.engine.problem.Position;
import dev.tenon.engine.problem.Problem;
import dev.tenon.engine.quota.Ledger;
import dev.tenon.engine.render.Renderer;
import dev.tenon.engine.review.Review;
import dev.tenon.plan.Ref;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Reviews the objects of some files as if all of them were applied together: each is a create, or
 * an update where the estate has it.
 */
public final class Checking {
  private static final Comparator<Problem> BY_PLACE =
      Comparator.comparing(
              (Problem problem) -> problem.position().map(Position::file).orElse(""),
              Comparator.naturalOrder())
          .thenComparing(problem -> problem.position().map(Position::line).orElse(0))
          .thenComparing(problem -> problem.position().map(Position::column).orElse(0))
          .thenComparing(Comparator.naturalOrder());

  private final IndexedEstate estate = new IndexedEstate();
  private final Ledger ledger = new Ledger(estate);
  private final Map<Ref, TenonResource<?, ?>> before = new HashMap<>();
  private final Review review;
  private final Instant now;

  /**
   * A check by the rules that are built in.
   *
   * @param now whose day in UTC is taken for today
   */
  public Checking(Renderer renderer, Instant now) {
    this.review = Review.with(renderer);
    this.now = now;
  }

  /** Takes objects for there, that neither change nor are reviewed; later ones replace earlier. */
  public void given(List<? extends TenonResource<?, ?>> objects) {
    objects.forEach(estate::put);
  }

  /** Takes objects for what is declared until now: what the files hold of them are updates. */
  public void declared(List<? extends TenonResource<?, ?>> objects) {
    given(objects);
    objects.forEach(object -> before.put(Refs.of(object), object));
  }

  /** Takes a namespace for there, with labels. */
  public void namespace(String name, Map<String, String> labels) {
    estate.putNamespace(name, labels);
  }

  /** Reviews. May be called once. */
  public Findings check(Manifests files) {
    files.all().stream()
        .filter(manifest -> manifest.ref().kind().equals("Namespace"))
        .forEach(manifest -> namespace(manifest.ref().name(), labels(manifest)));
    List<TenonResource<?, ?>> objects = files.resources();
    objects.forEach(this::keepStatus);
    objects.forEach(estate::put);
    List<Problem> problems = new ArrayList<>(files.problems());
    for (TenonResource<?, ?> object : objects) {
      review.of(change(object), estate, ledger, Occasion.Check, now).problems().stream()
          .filter(problem -> !files.explain(problem))
          .map(files::locate)
          .forEach(problems::add);
    }
    return new Findings(
        now,
        files.files().stream().map(file -> file.source().name()).toList(),
        files.all(),
        problems.stream().distinct().sorted(BY_PLACE).toList(),
        rationales());
  }

  /** An update keeps the status that there is, whatever a file says. */
  @SuppressWarnings("unchecked")
  private <T extends ResourceStatus> void keepStatus(TenonResource<?, T> object) {
    Optional.ofNullable(before.get(Refs.of(object)))
        .ifPresent(old -> object.setStatus(((TenonResource<?, T>) old).status().orElse(null)));
  }

  private Change change(TenonResource<?, ?> object) {
    return Optional.ofNullable(before.get(Refs.of(object)))
        .<Change>map(old -> Change.update(old, object))
        .orElseGet(() -> Change.create(object));
  }

  private static Map<String, String> labels(Manifest namespace) {
    Map<String, String> labels = new HashMap<>();
    namespace
        .complete()
        .at("/metadata/labels")
        .fields()
        .forEachRemaining(entry -> labels.put(entry.getKey(), entry.getValue().asText()));
    return labels;
  }

  private Map<String, String> rationales() {
    Map<String, String> rationales = new HashMap<>();
    for (IntegrationPolicy policy : estate.policies()) {
      rationales.put(policy.getMetadata().getName(), policy.spec().rationale());
    }
    return rationales;
  }
}
