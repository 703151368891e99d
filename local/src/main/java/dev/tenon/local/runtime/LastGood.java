package dev.tenon.local.runtime;

import dev.tenon.plan.Grant;
import dev.tenon.plan.Plan;
import dev.tenon.plan.PlanFolder;
import dev.tenon.plan.Ref;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The last plan of each integration that came up, as plan folders: what runs after a restart
 * whatever is declared by then.
 */
final class LastGood {
  private static final Logger LOG = LoggerFactory.getLogger(LastGood.class);

  /** A plan and the grant that it had. */
  record Kept(Plan plan, Grant grant) {}

  private final Path folder;

  LastGood(Path folder) {
    this.folder = folder;
  }

  /**
   * Keeps a plan that came up. A plan that cannot be written runs all the same, until the process
   * ends.
   */
  void keep(Plan plan, Grant grant) {
    try {
      PlanFolder.write(folderOf(plan.of()), plan, grant);
    } catch (IOException e) {
      LOG.warn(
          "the plan of {} cannot be kept in {}: {}; it runs, and is rendered again after a restart",
          plan.of(),
          folder,
          e.getMessage());
    }
  }

  /** Forgets an integration. */
  void forget(Ref of) {
    Path place = folderOf(of);
    if (!Files.exists(place)) {
      return;
    }
    try (Stream<Path> inside = Files.walk(place)) {
      for (Path path : inside.sorted(Comparator.reverseOrder()).toList()) {
        Files.deleteIfExists(path);
      }
    } catch (IOException e) {
      LOG.warn(
          "the plan of {} cannot be deleted from {}: {}; delete it by hand",
          of,
          place,
          e.getMessage());
    }
  }

  /** All plans that are kept; one that is damaged is left out, and said. */
  List<Kept> all() {
    if (!Files.isDirectory(folder)) {
      return List.of();
    }
    List<Kept> all = new ArrayList<>();
    try (Stream<Path> places =
        Files.find(
            folder,
            2,
            (path, facts) -> facts.isDirectory() && Files.exists(path.resolve(PlanFolder.PLAN)))) {
      for (Path place : places.sorted().toList()) {
        try {
          all.add(new Kept(PlanFolder.readPlan(place), PlanFolder.readGrant(place)));
        } catch (IOException | IllegalArgumentException e) {
          LOG.warn(
              "the plan in {} cannot be read: {}; it is rendered again", place, e.getMessage());
        }
      }
    } catch (IOException e) {
      LOG.warn(
          "the plans in {} cannot be read: {}; they are rendered again", folder, e.getMessage());
    }
    return all;
  }

  private Path folderOf(Ref of) {
    return folder.resolve(of.namespace()).resolve(of.name());
  }
}
