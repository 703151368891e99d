package dev.tenon.api;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tenon.api.v1alpha1.Integration;
import dev.tenon.api.v1alpha1.IntegrationPattern;
import dev.tenon.api.v1alpha1.IntegrationPolicy;
import dev.tenon.api.v1alpha1.Pause;
import dev.tenon.api.v1alpha1.Replay;
import dev.tenon.api.v1alpha1.SystemResource;
import dev.tenon.api.v1alpha1.Team;
import dev.tenon.api.v1alpha1.TenonResource;
import dev.tenon.api.v1alpha1.Waiver;
import io.fabric8.kubernetes.api.model.HasMetadata;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * The kinds of the API and their CRDs, which lie in this jar under {@code /dev/tenon/crds}: what an
 * API server is given, and what is checked without one.
 */
public final class Crds {
  private static final List<Class<? extends TenonResource<?, ?>>> KINDS =
      List.of(
          Team.class,
          SystemResource.class,
          IntegrationPattern.class,
          IntegrationPolicy.class,
          Waiver.class,
          Pause.class,
          Integration.class,
          Replay.class);

  private static final String DEFINITIONS = "/dev/tenon/crds/definitions.json";

  private Crds() {}

  /** All kinds, those that others refer to leading: an order in which a set can be applied. */
  public static List<Class<? extends TenonResource<?, ?>>> kinds() {
    return KINDS;
  }

  /** The name of a kind's CRD, such as {@code integrations.tenon.dev}. */
  public static String nameOf(Class<? extends TenonResource<?, ?>> kind) {
    return HasMetadata.getFullResourceName(kind);
  }

  /** The CRD of a kind as YAML: one document. */
  public static String yamlOf(Class<? extends TenonResource<?, ?>> kind) {
    String resource = "/dev/tenon/crds/" + nameOf(kind) + ".yaml";
    try (InputStream in = Crds.class.getResourceAsStream(resource)) {
      if (in == null) {
        throw new IllegalStateException("The class path has no " + resource);
      }
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot read " + resource + " from the class path", e);
    }
  }

  /**
   * All CRDs as JSON, in the order of {@link #kinds()}: the same as {@link #yaml()}, and read in a
   * tenth of the time. Each call gives trees of its own.
   */
  public static List<ObjectNode> definitions() {
    try (InputStream in = Crds.class.getResourceAsStream(DEFINITIONS)) {
      if (in == null) {
        throw new IllegalStateException("The class path has no " + DEFINITIONS);
      }
      List<ObjectNode> definitions = new ArrayList<>();
      new ObjectMapper().readTree(in).forEach(one -> definitions.add((ObjectNode) one));
      return definitions;
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot read " + DEFINITIONS + " from the class path", e);
    }
  }

  /** All CRDs as YAML, in the order of {@link #kinds()}. */
  public static List<String> yaml() {
    return KINDS.stream().map(Crds::yamlOf).toList();
  }
}
