package dev.tenon.runner;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.tenon.api.ApiJson;
import dev.tenon.api.v1alpha1.Integration;
import dev.tenon.api.v1alpha1.IntegrationPattern;
import dev.tenon.api.v1alpha1.SystemResource;
import dev.tenon.api.v1alpha1.TenonResource;
import dev.tenon.engine.estate.IndexedEstate;
import dev.tenon.engine.render.Renderer;
import dev.tenon.engine.render.Rendering;
import dev.tenon.plan.Plan;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;

/** Plans as they really come to be: from manifests, by the renderer, with the sample patterns. */
final class Rendered {
  private static final Path PATTERNS = Path.of("../samples/patterns");
  private static final ObjectMapper MAPPER = ApiJson.newMapper();
  private static final Map<String, Class<? extends TenonResource<?, ?>>> KINDS =
      Map.of(
          "Integration", Integration.class,
          "IntegrationPattern", IntegrationPattern.class,
          "System", SystemResource.class);

  private final IndexedEstate estate = new IndexedEstate();
  private final Renderer renderer = Renderer.with(Set.of());

  /** The sample patterns, and the Systems of these documents. */
  Rendered(String systems) {
    try (Stream<Path> files = Files.list(PATTERNS)) {
      for (Path file : files.filter(path -> path.toString().endsWith(".yaml")).toList()) {
        put(Files.readString(file));
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    put(systems);
  }

  private void put(String yaml) {
    for (Object document : new Load(LoadSettings.builder().build()).loadAllFromString(yaml)) {
      String kind = String.valueOf(((Map<?, ?>) document).get("kind"));
      estate.put(MAPPER.convertValue(document, KINDS.get(kind)));
    }
  }

  /** The plan of an Integration with that pattern and these parameters, as YAML flow mapping. */
  Plan plan(String namespace, String name, String pattern, String parameters, String... fields) {
    Object document =
        new Load(LoadSettings.builder().build())
            .loadFromString(
                """
                apiVersion: tenon.dev/v1alpha1
                kind: Integration
                metadata: {name: %s, namespace: %s}
                spec:
                  purpose: A test
                  owner: {team: testers}
                  stage: Draft
                  pattern:
                    name: %s
                    parameters: %s
                %s
                """
                    .formatted(
                        name, namespace, pattern, parameters, String.join("\n", fields).indent(2)));
    Rendering rendering = renderer.render(MAPPER.convertValue(document, Integration.class), estate);
    if (rendering instanceof Rendering.Rendered rendered) {
      return rendered.plan();
    }
    throw new AssertionError("does not render: " + rendering.problems());
  }
}
