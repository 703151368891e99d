package dev.tenon.bench.review;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.vertx.core.buffer.Buffer;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

/**
 * AdmissionReviews as an API server writes them: whole objects with all that the API keeps of them,
 * of an update also as it was. Nine in ten change an integration's map and claim, the tenth makes a
 * new one.
 */
final class Reviews {
  private static final int A_CREATE_IN = 10;
  private static final ObjectMapper JSON = new ObjectMapper();

  private Reviews() {}

  /** Reviews of so many integrations that are spread over the estate. */
  static List<Buffer> of(Api api, Manifests manifests, int many) {
    List<Buffer> all = new ArrayList<>();
    // a step without a factor in common with the estate's sizes: all teams and systems take part
    int step = manifests.integrations() / many | 1;
    for (int i = 0; i < many; i++) {
      int which = i * step % manifests.integrations();
      GenericKubernetesResource kept =
          api.integration(manifests.namespace(which), Manifests.name(which));
      all.add(
          i % A_CREATE_IN == 0
              ? create(JSON.valueToTree(kept), i)
              : update(JSON.valueToTree(kept)));
    }
    return all;
  }

  /** An update that takes the deputy away. */
  static Buffer withoutDeputy(Api api, Manifests manifests) {
    ObjectNode kept = JSON.valueToTree(api.integration(manifests.namespace(0), Manifests.name(0)));
    ObjectNode now = kept.deepCopy();
    ((ObjectNode) now.at("/spec/owner")).remove("deputy");
    return review("UPDATE", now, kept);
  }

  private static Buffer create(ObjectNode kept, int number) {
    ObjectNode metadata = (ObjectNode) kept.get("metadata");
    metadata.put("name", "new-" + number);
    metadata.put("uid", UUID.randomUUID().toString());
    metadata.remove("resourceVersion");
    kept.remove("status");
    return review("CREATE", kept, null);
  }

  private static Buffer update(ObjectNode kept) {
    ObjectNode now = kept.deepCopy();
    ObjectNode metadata = (ObjectNode) now.get("metadata");
    metadata.put("generation", metadata.path("generation").asLong(1) + 1);
    ((ObjectNode) now.at("/spec/pattern/parameters"))
        .put("map", "{id, email: .properties.email, name: .properties.name, edition: 2}");
    ((ObjectNode) now.at("/spec/claims/0")).put("amount", 2881);
    return review("UPDATE", now, kept);
  }

  private static Buffer review(String operation, ObjectNode object, ObjectNode before) {
    ObjectNode review = JSON.createObjectNode();
    review.put("kind", "AdmissionReview").put("apiVersion", "admission.k8s.io/v1");
    ObjectNode request = review.putObject("request");
    request.put("uid", UUID.randomUUID().toString());
    for (String field : List.of("kind", "requestKind")) {
      request
          .putObject(field)
          .put("group", "tenon.dev")
          .put("version", "v1alpha1")
          .put("kind", "Integration");
    }
    for (String field : List.of("resource", "requestResource")) {
      request
          .putObject(field)
          .put("group", "tenon.dev")
          .put("version", "v1alpha1")
          .put("resource", "integrations");
    }
    request.put("name", object.at("/metadata/name").asText());
    request.put("namespace", object.at("/metadata/namespace").asText());
    request.put("operation", operation);
    ObjectNode user = request.putObject("userInfo");
    user.put("username", "system:serviceaccount:flux-system:kustomize-controller");
    user.put("uid", "5b2a1c3e-1f9c-4f0e-9d0a-b1c0a0d5e6f7");
    user.putArray("groups")
        .add("system:serviceaccounts")
        .add("system:serviceaccounts:flux-system")
        .add("system:authenticated");
    request.set("object", object);
    request.set("oldObject", before == null ? JSON.nullNode() : before);
    request.put("dryRun", false);
    request
        .putObject("options")
        .put("kind", operation.equals("CREATE") ? "CreateOptions" : "UpdateOptions")
        .put("apiVersion", "meta.k8s.io/v1");
    return Buffer.buffer(review.toString());
  }
}
