package dev.tenon.bench;

import dev.tenon.api.ApiJson;
import dev.tenon.api.v1alpha1.Integration;
import dev.tenon.api.v1alpha1.SystemResource;
import dev.tenon.engine.estate.IndexedEstate;
import dev.tenon.engine.render.Renderer;
import dev.tenon.engine.render.Rendering;
import dev.tenon.plan.Plan;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Set;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;

/** Plans as they really come to be: from manifests, by the renderer. */
public final class Plans {
  private Plans() {}

  /** The text of a file that lies beside these classes. */
  public static String resource(String name) throws IOException {
    try (InputStream in = Plans.class.getResourceAsStream(name)) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    }
  }

  /**
   * The plan of the one Integration in manifests that else hold only Systems.
   *
   * @throws IllegalArgumentException if it does not render
   */
  public static Plan of(String manifests) {
    IndexedEstate estate = new IndexedEstate();
    Integration integration = null;
    for (Object document : new Load(LoadSettings.builder().build()).loadAllFromString(manifests)) {
      if (((Map<?, ?>) document).get("kind").equals("Integration")) {
        integration = ApiJson.newMapper().convertValue(document, Integration.class);
      } else {
        estate.put(ApiJson.newMapper().convertValue(document, SystemResource.class));
      }
    }
    Rendering rendering = Renderer.with(Set.of()).render(integration, estate);
    return rendering
        .result()
        .orElseThrow(() -> new IllegalArgumentException(rendering.problems().toString()));
  }
}
