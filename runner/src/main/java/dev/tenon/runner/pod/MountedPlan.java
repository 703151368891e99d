package dev.tenon.runner.pod;

import dev.tenon.plan.Control;
import dev.tenon.plan.Grant;
import dev.tenon.plan.Plan;
import dev.tenon.plan.PlanFolder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A plan folder that somebody else writes while it is read: as a whole, as the kubelet does, or
 * file by file. What does not fit together is left until it does; then it is new.
 */
public final class MountedPlan {
  private static final Logger LOG = LoggerFactory.getLogger(MountedPlan.class);

  private final Path folder;
  private Plan plan;
  private Grant grant;
  private List<Object> planSeen;
  private List<Object> grantSeen;
  private Control control = Control.NONE;
  private List<Object> controlSeen = List.of();

  private MountedPlan(Path folder, Plan plan, Grant grant) {
    this.folder = folder;
    this.plan = plan;
    this.grant = grant;
    this.planSeen = List.of();
    this.grantSeen = List.of();
  }

  /**
   * Reads a folder for the first time.
   *
   * @throws IOException if a file is missing
   * @throws IllegalArgumentException if one is not what it should be; the message says which
   */
  public static MountedPlan read(Path folder) throws IOException {
    Plan plan = PlanFolder.readPlan(folder);
    Grant grant = PlanFolder.readGrant(folder);
    if (!grant.of().equals(plan.of())) {
      throw new IllegalArgumentException(
          folder + " holds the plan of " + plan.of() + " and the grant of " + grant.of());
    }
    return new MountedPlan(folder, plan, grant);
  }

  /** The plan that was read last. */
  public synchronized Plan plan() {
    return plan;
  }

  /** The grant that was read last. */
  public synchronized Grant grant() {
    return grant;
  }

  /** The plan, if another one than before lies there now. */
  public synchronized Optional<Plan> newPlan() {
    List<Object> seen = seen(PlanFolder.PLAN, PlanFolder.ROUTES);
    if (seen.equals(planSeen)) {
      return Optional.empty();
    }
    try {
      Plan now = PlanFolder.readPlan(folder);
      if (!now.of().equals(plan.of())) {
        throw new IllegalArgumentException("it is the plan of " + now.of());
      }
      planSeen = seen;
      if (now.revision().equals(plan.revision())) {
        return Optional.empty();
      }
      plan = now;
      return Optional.of(now);
    } catch (IOException | IllegalArgumentException e) {
      // not marked as seen: it may fit together at the next look
      LOG.debug("{} cannot be read yet: {}", folder, e.getMessage());
      return Optional.empty();
    }
  }

  /** The grant, if another one than before lies there now. */
  public synchronized Optional<Grant> newGrant() {
    List<Object> seen = seen(PlanFolder.GRANT);
    if (seen.equals(grantSeen)) {
      return Optional.empty();
    }
    try {
      Grant now = PlanFolder.readGrant(folder);
      if (!now.of().equals(plan.of())) {
        throw new IllegalArgumentException("it is the grant of " + now.of());
      }
      grantSeen = seen;
      if (now.equals(grant)) {
        return Optional.empty();
      }
      grant = now;
      return Optional.of(now);
    } catch (IOException | IllegalArgumentException e) {
      LOG.debug("the grant in {} cannot be read yet: {}", folder, e.getMessage());
      return Optional.empty();
    }
  }

  /** The orders, if others than before lie there now. */
  public synchronized Optional<Control> newControl() {
    List<Object> seen = seen(PlanFolder.CONTROL);
    if (seen.equals(controlSeen)) {
      return Optional.empty();
    }
    try {
      Control now = PlanFolder.readControl(folder);
      controlSeen = seen;
      if (now.equals(control)) {
        return Optional.empty();
      }
      control = now;
      return Optional.of(now);
    } catch (IOException | IllegalArgumentException e) {
      LOG.debug("the orders in {} cannot be read yet: {}", folder, e.getMessage());
      return Optional.empty();
    }
  }

  /** What tells whether files changed, without reading them. */
  private List<Object> seen(String... names) {
    List<Object> seen = new ArrayList<>();
    for (String name : names) {
      try {
        // the kubelet swaps a link to a folder, and the file behind it is another one
        Path file = folder.resolve(name).toRealPath();
        BasicFileAttributes attributes = Files.readAttributes(file, BasicFileAttributes.class);
        seen.add(file);
        seen.add(attributes.lastModifiedTime());
        seen.add(attributes.size());
        seen.add(String.valueOf(attributes.fileKey()));
      } catch (IOException e) {
        seen.add("gone");
      }
    }
    return seen;
  }
}
