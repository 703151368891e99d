package dev.tenon.operator.admission.server;

import dev.tenon.api.WellKnown;
import dev.tenon.engine.change.Right;
import dev.tenon.operator.admission.Rights;
import dev.tenon.operator.admission.User;
import io.fabric8.kubernetes.api.model.authorization.v1.SubjectAccessReview;
import io.fabric8.kubernetes.api.model.authorization.v1.SubjectAccessReviewBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.util.EnumSet;
import java.util.Set;

/** Asks the API server which rights a user has. */
final class SubjectAccessReviews implements Rights {
  private final KubernetesClient client;

  SubjectAccessReviews(KubernetesClient client) {
    this.client = client;
  }

  @Override
  public Set<Right> granted(User user, String namespace, String name, Set<Right> asked) {
    EnumSet<Right> granted = EnumSet.noneOf(Right.class);
    for (Right right : asked) {
      if (may(user, namespace, name, right)) {
        granted.add(right);
      }
    }
    return granted;
  }

  private boolean may(User user, String namespace, String name, Right right) {
    SubjectAccessReview question =
        new SubjectAccessReviewBuilder()
            .withNewSpec()
            .withUser(user.name())
            .withUid(user.uid().isEmpty() ? null : user.uid())
            .withGroups(user.groups())
            .withExtra(user.extra())
            .withNewResourceAttributes()
            .withGroup(WellKnown.GROUP)
            .withResource(right.resource())
            .withVerb(right.verb())
            .withNamespace(namespace)
            .withName(name)
            .endResourceAttributes()
            .endSpec()
            .build();
    try {
      SubjectAccessReview answer =
          client.authorization().v1().subjectAccessReview().create(question);
      return answer.getStatus() != null && Boolean.TRUE.equals(answer.getStatus().getAllowed());
    } catch (KubernetesClientException e) {
      throw new RightsUnknown("the API server did not answer: " + e.getMessage(), e);
    }
  }
}
