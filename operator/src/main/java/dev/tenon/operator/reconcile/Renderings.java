package dev.tenon.operator.reconcile;

import dev.tenon.api.v1alpha1.Integration;
import dev.tenon.api.v1alpha1.TenonResource;
import dev.tenon.engine.estate.Estate;
import dev.tenon.engine.estate.Reference;
import dev.tenon.engine.estate.Refs;
import dev.tenon.engine.render.Renderer;
import dev.tenon.engine.render.Rendering;
import dev.tenon.plan.Ref;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Renderings, each kept until the integration, its pattern or one of its Systems has another spec.
 */
final class Renderings {
  private final Renderer renderer;
  private final Estate estate;
  private final Map<Ref, Kept> kept = new ConcurrentHashMap<>();

  private record Kept(Map<Ref, String> of, Rendering rendering) {}

  Renderings(Renderer renderer, Estate estate) {
    this.renderer = renderer;
    this.estate = estate;
  }

  Rendering of(Integration declared) {
    Ref self = Refs.of(declared);
    Map<Ref, String> versions = new TreeMap<>();
    versions.put(self, version(Optional.of(declared)));
    for (Reference reference : estate.references(self)) {
      if (reference.to().kind().equals(Refs.PATTERN) || reference.to().kind().equals(Refs.SYSTEM)) {
        versions.put(reference.to(), version(estate.find(reference.to())));
      }
    }
    Kept known = kept.get(self);
    if (known != null && known.of().equals(versions)) {
      return known.rendering();
    }
    Rendering rendering = renderer.render(declared, estate);
    kept.put(self, new Kept(versions, rendering));
    return rendering;
  }

  void forget(Ref integration) {
    kept.remove(integration);
  }

  private static String version(Optional<? extends TenonResource<?, ?>> object) {
    return object
        .map(one -> one.getMetadata().getUid() + "/" + one.getMetadata().getGeneration())
        .orElse("");
  }
}
