package dev.tenon.local.api.verbs;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tenon.local.api.admission.Admission;
import dev.tenon.local.api.admission.AdmissionRequest;
import dev.tenon.local.api.failure.Failures;
import dev.tenon.local.api.json.Json;
import dev.tenon.local.api.kinds.GroupResource;
import dev.tenon.local.api.kinds.ResourceType;
import dev.tenon.local.api.storage.Stored;
import java.util.Optional;
import java.util.Set;

/** Who and what may pass: the life cycle of namespaces, and the reviewers of writes. */
final class Gate {
  private static final GroupResource NAMESPACES = new GroupResource("", "namespaces");
  private static final GroupResource DEFINITIONS =
      new GroupResource("apiextensions.k8s.io", "customresourcedefinitions");
  private static final Set<String> ETERNAL = Set.of("default", "kube-system", "kube-public");

  private final Backend backend;

  Gate(Backend backend) {
    this.backend = backend;
  }

  /** Refuses to put something new where there is no namespace, or one that is going. */
  void creating(Call call, String namespace, String name) {
    ResourceType type = call.type();
    if (type.custom() && isGoing(type)) {
      throw Failures.forbidden(
          type.group(),
          type.plural(),
          name,
          "create not allowed while custom resource definition is terminating");
    }
    if (!type.namespaced()) {
      return;
    }
    Optional<Stored> home = backend.store().get(NAMESPACES, "", namespace);
    if (home.isEmpty()) {
      throw Failures.notFound("", "namespaces", namespace);
    }
    if (Json.isDeleting(home.get().object())) {
      throw Failures.namespaceTerminating(type.group(), type.plural(), name, namespace);
    }
  }

  private boolean isGoing(ResourceType type) {
    return backend
        .store()
        .get(DEFINITIONS, "", type.id().toString())
        .filter(definition -> Json.isDeleting(definition.object()))
        .isPresent();
  }

  /** Refuses to delete the namespaces that everything needs. */
  void deleting(Call call, String name) {
    if (call.type().is("Namespace") && ETERNAL.contains(name)) {
      throw Failures.forbidden("", "namespaces", name, "this namespace may not be deleted");
    }
  }

  /** Asks the reviewers; the first that says no ends it. */
  void review(
      Call call,
      AdmissionRequest.Operation operation,
      Optional<ObjectNode> object,
      Optional<ObjectNode> old,
      boolean dryRun,
      ObjectNode options) {
    ResourceType type = call.type();
    for (Admission admission : backend.admissions()) {
      if (!admission.reviews(type.group(), type.plural(), call.subresource())) {
        continue;
      }
      ObjectNode subject = object.or(() -> old).orElseThrow();
      Admission.Answer answer =
          admission.review(
              new AdmissionRequest(
                  type.group(),
                  type.version(),
                  type.kind(),
                  type.plural(),
                  call.subresource(),
                  Json.meta(subject, "namespace"),
                  Json.meta(subject, "name"),
                  operation,
                  call.user(),
                  object.map(ObjectNode::deepCopy),
                  old.map(ObjectNode::deepCopy),
                  dryRun,
                  options));
      answer.warnings().forEach(call::warn);
      if (!answer.allowed()) {
        throw denied(admission.name(), answer);
      }
    }
  }

  private static RuntimeException denied(String name, Admission.Answer answer) {
    String by = "admission webhook \"" + name + "\" denied the request";
    String message;
    if (!answer.message().isEmpty()) {
      message = by + ": " + answer.message();
    } else if (!answer.reason().isEmpty()) {
      message = by + ": " + answer.reason();
    } else {
      message = by + " without explanation";
    }
    return Failures.denied(Math.max(400, answer.code()), answer.reason(), message);
  }
}
