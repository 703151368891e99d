package dev.tenon.local.api;

/** Small definitions and objects for tests. */
final class Definitions {
  static final String PATH = "/apis/apiextensions.k8s.io/v1/customresourcedefinitions";

  private Definitions() {}

  /** A cluster kind in example.test that takes anything. */
  static String open(String kind, String plural) {
    return """
    {"apiVersion":"apiextensions.k8s.io/v1","kind":"CustomResourceDefinition","metadata":{"name":"%2$s.example.test"},
     "spec":{"group":"example.test","scope":"Cluster","names":{"kind":"%1$s","plural":"%2$s"},
      "versions":[{"name":"v1","served":true,"storage":true,"subresources":{"status":{}},
       "schema":{"openAPIV3Schema":{"type":"object","x-kubernetes-preserve-unknown-fields":true,
        "properties":{"spec":{"type":"object","x-kubernetes-preserve-unknown-fields":true,
         "properties":{"size":{"type":"integer","maximum":10}}}}}}}]}}
    """
        .formatted(kind, plural);
  }

  static String object(String kind, String name) {
    return "{\"apiVersion\":\"example.test/v1\",\"kind\":\""
        + kind
        + "\",\"metadata\":{\"name\":\""
        + name
        + "\"},\"spec\":{}}";
  }
}
