package dev.tenon.local.admission;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tenon.api.WellKnown;
import dev.tenon.engine.review.Review;
import dev.tenon.local.api.admission.Admission;
import dev.tenon.local.api.admission.AdmissionRequest;
import dev.tenon.operator.admission.AdmissionHandler;
import dev.tenon.operator.admission.AdmissionResponse;
import dev.tenon.operator.admission.Confirmation;
import dev.tenon.operator.admission.Rights;
import dev.tenon.operator.admission.User;
import dev.tenon.operator.admission.WebhookConfiguration;
import java.time.InstantSource;

/**
 * The reviewer of the embedded API: the handler of a cluster, over an estate that is never late,
 * and without authorisation, since there is none here.
 */
public final class LocalAdmission implements Admission {
  private final StoredEstate stored = new StoredEstate();
  private final AdmissionHandler handler;
  private final InstantSource clock;

  /** A reviewer that judges by that review, at the times of that clock. */
  public LocalAdmission(Review review, InstantSource clock) {
    this.handler =
        new AdmissionHandler(
            stored.estate(), stored.ledger(), review, Rights.all(), Confirmation.needless());
    this.clock = clock;
  }

  @Override
  public String name() {
    return WebhookConfiguration.NAME;
  }

  @Override
  public boolean reviews(String group, String resource, String subresource) {
    return group.equals(WellKnown.GROUP) && subresource.isEmpty();
  }

  @Override
  public void stored(String group, String resource, ObjectNode object, boolean gone) {
    stored.note(group, resource, object, gone);
  }

  @Override
  public Answer review(AdmissionRequest request) {
    stored.catchUp();
    AdmissionResponse response = handler.handle(asked(request), clock.instant());
    return new Answer(
        response.allowed(),
        response.code(),
        response.reason(),
        response.message(),
        response.warnings());
  }

  private static dev.tenon.operator.admission.AdmissionRequest asked(AdmissionRequest request) {
    var user = request.user();
    return new dev.tenon.operator.admission.AdmissionRequest(
        "",
        request.group(),
        request.version(),
        request.resource(),
        request.subresource(),
        request.namespace(),
        request.name(),
        switch (request.operation()) {
          case CREATE -> dev.tenon.operator.admission.AdmissionRequest.Verb.CREATE;
          case UPDATE -> dev.tenon.operator.admission.AdmissionRequest.Verb.UPDATE;
          case DELETE -> dev.tenon.operator.admission.AdmissionRequest.Verb.DELETE;
        },
        new User(user.name(), user.uid(), user.groups(), user.extra()),
        request.object(),
        request.oldObject(),
        request.dryRun());
  }
}
