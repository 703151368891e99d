package dev.tenon.local.api.http;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tenon.local.api.admission.User;
import dev.tenon.local.api.failure.Failures;
import dev.tenon.local.api.json.DecodedBody;
import dev.tenon.local.api.json.Json;
import java.io.IOException;
import java.util.Optional;

/**
 * Questions about oneself: {@code kubectl auth can-i} and {@code auth whoami}. There is no RBAC
 * here, so the answer to the first is always yes.
 */
final class Reviews {
  private static final String AUTHORIZATION = "/apis/authorization.k8s.io/v1/";
  private static final String AUTHENTICATION = "/apis/authentication.k8s.io/v1/";

  private Reviews() {}

  /** The answer; nothing where the path is no review. */
  static Optional<ObjectNode> answer(Exchange exchange, User user) throws IOException {
    String path = exchange.path();
    boolean review =
        path.equals(AUTHORIZATION + "selfsubjectaccessreviews")
            || path.equals(AUTHORIZATION + "selfsubjectrulesreviews")
            || path.equals(AUTHENTICATION + "selfsubjectreviews");
    if (!review) {
      return Optional.empty();
    }
    if (!exchange.method().equals("POST")) {
      throw Failures.methodNotAllowed();
    }
    ObjectNode out = body(exchange);
    if (path.endsWith("selfsubjectreviews")) {
      out.put("kind", "SelfSubjectReview").put("apiVersion", "authentication.k8s.io/v1");
      out.putObject("status").set("userInfo", user.toJson());
    } else if (path.endsWith("accessreviews")) {
      out.put("kind", "SelfSubjectAccessReview").put("apiVersion", "authorization.k8s.io/v1");
      out.putObject("status").put("allowed", true);
    } else {
      out.put("kind", "SelfSubjectRulesReview").put("apiVersion", "authorization.k8s.io/v1");
      ObjectNode status = out.putObject("status");
      ObjectNode resources = status.putArray("resourceRules").addObject();
      resources.putArray("verbs").add("*");
      resources.putArray("apiGroups").add("*");
      resources.putArray("resources").add("*");
      ObjectNode others = status.putArray("nonResourceRules").addObject();
      others.putArray("verbs").add("*");
      others.putArray("nonResourceURLs").add("*");
      status.put("incomplete", false);
    }
    if (!out.has("metadata")) {
      out.putObject("metadata");
    }
    return Optional.of(out);
  }

  /** What was asked, where it is JSON; kubectl asks in protobuf, and the answer is the same. */
  private static ObjectNode body(Exchange exchange) throws IOException {
    byte[] body = exchange.body();
    try {
      return DecodedBody.json(body).value() instanceof ObjectNode object ? object : Json.object();
    } catch (IOException e) {
      return Json.object();
    }
  }
}
