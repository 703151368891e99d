package dev.tenon.runner.context;

import dev.tenon.camel.Secrets;
import dev.tenon.plan.Consumer;
import dev.tenon.plan.Plan;
import dev.tenon.plan.Revision;
import dev.tenon.plan.SecretKey;
import dev.tenon.plan.allowed.Allowed;
import dev.tenon.plan.allowed.Violation;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * What a runner asks of a plan before it runs it. The operator has checked all of this; but a plan
 * comes by way of files that others can write, to a process that may lack something.
 */
final class StartChecks {
  private static final int SHOWN = 5;
  private static final ClassPath CLASS_PATH = new ClassPath();

  private final Plan plan;
  private final List<String> problems = new ArrayList<>();

  private StartChecks(Plan plan) {
    this.plan = plan;
  }

  /**
   * Checks a plan.
   *
   * @param prefix the paths that it may listen below
   * @return its routes, to be run as they were checked
   * @throws StartRefused naming everything that is wrong, up to five things
   */
  static CheckedRoutes check(
      Plan plan, Allowed allowed, boolean state, Secrets secrets, String prefix)
      throws StartRefused {
    StartChecks checks = new StartChecks(plan);
    checks.revision();
    CheckedRoutes routes = CheckedRoutes.read(plan.routes());
    checks.routes(routes, allowed);
    checks.consumers(routes);
    checks.needs(state);
    checks.secrets(secrets);
    checks.paths(prefix);
    checks.refuse();
    return routes;
  }

  private void revision() throws StartRefused {
    Revision content = plan.sealed().revision();
    if (!content.equals(plan.revision())) {
      throw new StartRefused(
          "the plan was changed after it was rendered: its content is revision "
              + content
              + " and it says "
              + plan.revision()
              + "; render it again");
    }
  }

  private void routes(CheckedRoutes routes, Allowed allowed) {
    for (Violation violation : routes.violations(allowed)) {
      problems.add(
          "routes" + violation.fieldPath() + ": " + violation.message() + "; " + violation.fix());
    }
  }

  private void consumers(CheckedRoutes routes) {
    Set<String> stated = new TreeSet<>();
    routes.tree().forEach(element -> stated.add(element.path("route").path("id").asText()));
    Set<String> known = new TreeSet<>();
    plan.consumers().forEach(consumer -> known.add(consumer.route()));
    if (!stated.equals(known)) {
      problems.add(
          "the routes are "
              + stated
              + " and the plan says what starts "
              + known
              + ": render it again");
    }
  }

  private void needs(boolean state) {
    if (plan.needs().state() && !state) {
      problems.add(
          "it needs a state store and there is none: configure one, it is never run without");
    }
    for (String scheme : plan.needs().components()) {
      if (!CLASS_PATH.hasComponent(scheme)) {
        problems.add(
            "it needs the component " + scheme + ", which this runner does not have: add it");
      }
    }
    for (String language : plan.needs().languages()) {
      if (!CLASS_PATH.hasLanguage(language)) {
        problems.add(
            "it needs the language " + language + ", which this runner does not have: add it");
      }
    }
  }

  private void secrets(Secrets secrets) {
    for (SecretKey key : plan.secrets()) {
      if (secrets.value(key).isEmpty()) {
        problems.add(
            "Secret "
                + key.secret()
                + " in namespace "
                + plan.of().namespace()
                + " is missing or has no key "
                + key.key()
                + ": create it");
      }
    }
  }

  private void paths(String prefix) {
    for (Consumer consumer : plan.consumers()) {
      consumer
          .path()
          .filter(path -> !path.equals(prefix) && !path.startsWith(prefix + "/"))
          .ifPresent(
              path ->
                  problems.add(
                      "route "
                          + consumer.route()
                          + " listens on "
                          + path
                          + ", which is not its own: paths of "
                          + plan.of().path()
                          + " start with "
                          + prefix));
    }
  }

  private void refuse() throws StartRefused {
    if (problems.isEmpty()) {
      return;
    }
    String text = problems.stream().limit(SHOWN).collect(Collectors.joining(". "));
    int more = problems.size() - SHOWN;
    throw new StartRefused(more > 0 ? text + ". And " + more + " more" : text);
  }
}
