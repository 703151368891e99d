package dev.tenon.cli.parity;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tenon.api.Crds;
import dev.tenon.engine.render.Renderer;
import dev.tenon.engine.review.Review;
import dev.tenon.local.admission.LocalAdmission;
import dev.tenon.local.api.EmbeddedApi;
import dev.tenon.local.api.EmbeddedApiOptions;
import dev.tenon.local.api.admission.Admission;
import dev.tenon.local.api.admission.AdmissionRequest;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/** The embedded API with the reviewer that it has in {@code tenon up}. */
final class EmbeddedSide implements AutoCloseable {
  private final EmbeddedApi embedded;
  private final Api api;

  EmbeddedSide(Path folder) throws IOException {
    LocalAdmission admission =
        new LocalAdmission(Review.with(Renderer.with(Reviewed.SCHEMES)), () -> ParityTest.NOW);
    embedded =
        EmbeddedApi.start(
            EmbeddedApiOptions.in(folder)
                .withAdmissions(List.of(new Sometimes(admission)))
                .withDefinitions(Crds.definitions()));
    api = new Api(embedded.kubeconfig(), Fixture.patterns());
  }

  Api api() {
    return api;
  }

  @Override
  public void close() {
    api.close();
    embedded.close();
  }

  /** Judges dry runs alone, so that anything can be declared. */
  private record Sometimes(Admission admission) implements Admission {
    @Override
    public String name() {
      return admission.name();
    }

    @Override
    public boolean reviews(String group, String resource, String subresource) {
      return admission.reviews(group, resource, subresource);
    }

    @Override
    public void stored(String group, String resource, ObjectNode object, boolean gone) {
      admission.stored(group, resource, object, gone);
    }

    @Override
    public Answer review(AdmissionRequest request) {
      return request.dryRun() ? admission.review(request) : Answer.allow(List.of());
    }
  }
}
