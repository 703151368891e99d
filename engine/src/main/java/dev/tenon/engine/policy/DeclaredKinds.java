package dev.tenon.engine.policy;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tenon.api.Crds;
import dev.tenon.api.v1alpha1.TenonResource;
import dev.tenon.engine.cel.CelSchema;
import dev.tenon.engine.schema.CustomResource;
import dev.tenon.engine.yaml.YamlReader;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The kinds as policies see them: name, namespace, time of creation and spec, as the
 * CustomResourceDefinitions describe them. An update that changes anything else is not reviewed, so
 * nothing else can be read.
 */
final class DeclaredKinds {
  private static final String SPEC = "spec";

  private DeclaredKinds() {}

  /** Made at the first use: reading the definitions takes some tenths of a second. */
  private static final class All {
    private static final Map<String, CelSchema> BY_KIND = read();
  }

  /**
   * The type of a kind's objects.
   *
   * @throws IllegalArgumentException if there is no such kind
   */
  static CelSchema of(String kind) {
    CelSchema schema = All.BY_KIND.get(kind);
    if (schema == null) {
      throw new IllegalArgumentException("there is no kind " + kind);
    }
    return schema;
  }

  /** The type of the spec of a kind's objects. */
  static CelSchema specOf(String kind) {
    return of(kind).properties().get(SPEC);
  }

  private static Map<String, CelSchema> read() {
    Map<String, CelSchema> kinds = new LinkedHashMap<>();
    for (Class<? extends TenonResource<?, ?>> kind : Crds.kinds()) {
      JsonNode crd =
          new YamlReader().read(Crds.nameOf(kind), Crds.yamlOf(kind)).documents().get(0).json();
      CustomResource current = CustomResource.of(crd).get(0);
      CelSchema whole = current.schema().celSchema();
      kinds.put(
          current.kind(),
          Shape.object()
              .with("apiVersion", Shape.text())
              .with("kind", Shape.text())
              .with(
                  "metadata",
                  Shape.object()
                      .with("name", Shape.text())
                      .with("namespace", Shape.text())
                      .with("creationTimestamp", Shape.instant()))
              .with(SPEC, whole.properties().get(SPEC)));
    }
    return kinds;
  }
}
