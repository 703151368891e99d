package dev.tenon.plan;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Map;
import java.util.TreeMap;

/**
 * A plan as files, the form in which it is mounted into a pod and in which any Camel application
 * can run it: {@code plan.json}, {@code routes.yaml}, {@code grant.json}; Secrets lie beside them
 * as {@code secrets/<secret>/<key>}.
 */
public final class PlanFolder {
  /** The plan without its routes and without its grant. */
  public static final String PLAN = "plan.json";

  /** The routes, as Camel reads them. */
  public static final String ROUTES = "routes.yaml";

  /** The grant, which may change while the plan runs. */
  public static final String GRANT = "grant.json";

  /** Orders, which may change while the plan runs; absent where there are none. */
  public static final String CONTROL = "control.json";

  /** The folder of the Secrets. */
  public static final String SECRETS = "secrets";

  private PlanFolder() {}

  /** The plan's files by name: what a ConfigMap holds. */
  public static Map<String, String> files(Plan plan, Grant grant) {
    ObjectNode content = Json.tree(plan);
    content.remove("routes");
    Map<String, String> files = new TreeMap<>();
    files.put(PLAN, Json.text(content));
    files.put(ROUTES, plan.routes());
    files.put(GRANT, Json.text(grant));
    return files;
  }

  /**
   * Reads a plan out of its files' texts, as {@link #files} made them.
   *
   * @throws IllegalArgumentException if one is missing or not what it should be, or the plan is not
   *     the one that its revision names
   */
  public static Plan plan(Map<String, String> files) {
    if (!files.containsKey(PLAN) || !files.containsKey(ROUTES)) {
      throw new IllegalArgumentException(PLAN + " or " + ROUTES + " is missing");
    }
    return plan(files.get(PLAN).getBytes(StandardCharsets.UTF_8), files.get(ROUTES), "it");
  }

  /** Writes the plan's files, each whole or not at all. */
  public static void write(Path folder, Plan plan, Grant grant) throws IOException {
    Files.createDirectories(folder);
    for (Map.Entry<String, String> file : files(plan, grant).entrySet()) {
      Path part = Files.createTempFile(folder, file.getKey(), ".part");
      Files.writeString(part, file.getValue());
      Files.move(
          part,
          folder.resolve(file.getKey()),
          StandardCopyOption.ATOMIC_MOVE,
          StandardCopyOption.REPLACE_EXISTING);
    }
  }

  /**
   * Reads a plan.
   *
   * @throws IOException if a file is missing
   * @throws IllegalArgumentException if a file is not what it should be, or the plan is not the one
   *     that its revision names
   */
  public static Plan readPlan(Path folder) throws IOException {
    return plan(
        Files.readAllBytes(folder.resolve(PLAN)),
        Files.readString(folder.resolve(ROUTES), StandardCharsets.UTF_8),
        folder.toString());
  }

  private static Plan plan(byte[] json, String routes, String where) {
    ObjectNode content = Json.read(json, ObjectNode.class);
    content.put("routes", routes);
    Plan plan = Json.read(content, Plan.class);
    if (!plan.sealed().revision().equals(plan.revision())) {
      throw new IllegalArgumentException(
          where
              + " holds a plan that was changed after it was rendered: its content is not revision "
              + plan.revision());
    }
    return plan;
  }

  /** Reads the grant as it is now. */
  public static Grant readGrant(Path folder) throws IOException {
    return Json.read(Files.readAllBytes(folder.resolve(GRANT)), Grant.class);
  }

  /** Reads the orders as they are now; none where the file is absent. */
  public static Control readControl(Path folder) throws IOException {
    Path file = folder.resolve(CONTROL);
    return Files.exists(file) ? Json.read(Files.readAllBytes(file), Control.class) : Control.NONE;
  }
}
