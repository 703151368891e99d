package dev.tenon.cli.render;

import dev.tenon.api.v1alpha1.Integration;
import dev.tenon.cli.manifests.Manifest;
import dev.tenon.cli.manifests.Manifests;
import dev.tenon.engine.estate.IndexedEstate;
import dev.tenon.engine.problem.Problem;
import dev.tenon.engine.render.Renderer;
import dev.tenon.engine.render.Rendering;
import dev.tenon.plan.Plan;
import java.util.ArrayList;
import java.util.List;

/**
 * The routes of the integrations of some files.
 *
 * @param routes of each integration that can be rendered, with a comment that says whose they are
 * @param problems that keep others from it, with their places
 */
public record RouteRendering(List<String> routes, List<Problem> problems) {
  /**
   * Renders.
   *
   * @param files whose integrations are rendered
   * @param with what they may refer to besides
   * @param catalogue patterns for those that neither of the others has
   */
  public static RouteRendering of(
      Manifests files, Manifests with, List<Manifest> catalogue, Renderer renderer) {
    IndexedEstate estate = new IndexedEstate();
    Manifests.resources(catalogue).forEach(estate::put);
    with.resources().forEach(estate::put);
    files.resources().forEach(estate::put);
    List<String> routes = new ArrayList<>();
    List<Problem> problems = new ArrayList<>();
    for (Manifest manifest : files.all()) {
      if (manifest.resource().orElse(null) instanceof Integration integration) {
        Rendering rendering = renderer.render(integration, estate);
        rendering.result().ifPresent(plan -> routes.add(text(plan)));
        rendering.problems().stream()
            .filter(problem -> !files.explain(problem) && !with.explain(problem))
            .map(files::locate)
            .map(with::locate)
            .forEach(problems::add);
      }
    }
    return new RouteRendering(routes, problems.stream().distinct().toList());
  }

  private static String text(Plan plan) {
    String head = "# " + plan.of().path() + " revision " + plan.revision().hash() + "\n";
    String routes = plan.routes().strip();
    return routes.isEmpty() || routes.equals("[]")
        ? head + "# no routes: it runs elsewhere\n"
        : head + routes + "\n";
  }
}
