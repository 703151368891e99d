package dev.tenon.cli.parity;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tenon.api.Crds;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.NamespaceBuilder;
import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import io.fabric8.kubernetes.client.http.HttpRequest;
import io.fabric8.kubernetes.client.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** An API server that reviews, as someone sees it who applies manifests; headers included. */
final class Api implements AutoCloseable {
  /** Whoever this is, no webhook of these tests is asked about what he writes. */
  static final String LOADER = "loader";

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Pattern WARNING = Pattern.compile("299 - \"((?:[^\"\\\\]|\\\\.)*)\"");
  private static final String PREFIX =
      "admission webhook \"admission.tenon.dev\" denied the request: ";
  private static final int FORBIDDEN = 403;
  private static final int FAILED = 400;

  private final Path kubeconfig;
  private final KubernetesClient client;
  private final Map<String, ObjectNode> catalogue = new LinkedHashMap<>();
  private final Map<String, ObjectNode> loaded = new LinkedHashMap<>();
  private final Set<String> namespaces = new LinkedHashSet<>();

  /**
   * What is answered to a write.
   *
   * @param denial what the review says against it; empty where it lets it be
   */
  record Answer(int code, String denial, List<String> warnings) {}

  Api(Path kubeconfig, List<ObjectNode> catalogue) {
    this.kubeconfig = kubeconfig;
    this.client =
        new KubernetesClientBuilder()
            .withConfig(Config.fromKubeconfig(kubeconfig.toFile()))
            .build();
    for (ObjectNode pattern : catalogue) {
      this.catalogue.put(path(pattern), pattern);
      load(pattern);
    }
  }

  Path kubeconfig() {
    return kubeconfig;
  }

  /** Declares an estate in the place of the last one, whatever anybody has against it. */
  void declare(Fixture fixture) {
    Map<String, ObjectNode> wanted = new LinkedHashMap<>(catalogue);
    fixture.estate().forEach(object -> wanted.put(path(object), object));
    for (Map.Entry<String, ObjectNode> one : List.copyOf(loaded.entrySet())) {
      if (!one.getValue().equals(wanted.get(one.getKey()))) {
        send("DELETE", one.getKey(), null, true);
        loaded.remove(one.getKey());
      }
    }
    wanted.values().forEach(this::load);
    namespace(fixture.change());
  }

  private void load(ObjectNode object) {
    if (loaded.containsKey(path(object))) {
      return;
    }
    namespace(object);
    Answer answer = apply(object, "", true);
    if (answer.code() >= FAILED) {
      throw new IllegalStateException(path(object) + " cannot be declared: " + answer);
    }
    if (object.has("status")) {
      send("PATCH", path(object) + "/status?fieldManager=status&force=true", object, true);
    }
    loaded.put(path(object), object);
  }

  private void namespace(ObjectNode object) {
    String name = object.at("/metadata/namespace").asText();
    if (!name.isEmpty() && namespaces.add(name)) {
      client
          .resource(new NamespaceBuilder().withNewMetadata().withName(name).endMetadata().build())
          .serverSideApply();
    }
  }

  /** What would be said if it were applied. */
  Answer dryRun(ObjectNode object) {
    return apply(object, "&dryRun=All", false);
  }

  private Answer apply(ObjectNode object, String further, boolean unasked) {
    ObjectNode declared = object.deepCopy();
    declared.remove("status");
    return send(
        "PATCH", path(object) + "?fieldManager=parity&force=true" + further, declared, unasked);
  }

  private static String path(ObjectNode object) {
    String kind = object.path("kind").asText();
    String plural =
        Crds.kinds().stream()
            .filter(type -> HasMetadata.getKind(type).equals(kind))
            .map(HasMetadata::getPlural)
            .findFirst()
            .orElseThrow();
    String namespace = object.at("/metadata/namespace").asText();
    return "/apis/tenon.dev/v1alpha1/"
        + (namespace.isEmpty() ? "" : "namespaces/" + namespace + "/")
        + plural
        + "/"
        + object.at("/metadata/name").asText();
  }

  private Answer send(String method, String path, JsonNode body, boolean unasked) {
    String server = client.getMasterUrl().toString().replaceAll("/$", "");
    HttpRequest.Builder request = client.getHttpClient().newHttpRequestBuilder().uri(server + path);
    if (unasked) {
      request.header("Impersonate-User", LOADER).header("Impersonate-Group", "system:masters");
    }
    request.method(
        method,
        "PATCH".equals(method) ? "application/apply-patch+yaml" : "application/json",
        body == null ? "{}" : body.toString());
    try {
      HttpResponse<String> response =
          client.getHttpClient().sendAsync(request.build(), String.class).get(1, TimeUnit.MINUTES);
      List<String> warnings = new ArrayList<>();
      for (String header : response.headers("Warning")) {
        // clients in Go take the bytes of a header for UTF-8, this one for Latin-1
        Matcher matcher =
            WARNING.matcher(
                new String(header.getBytes(StandardCharsets.ISO_8859_1), StandardCharsets.UTF_8));
        while (matcher.find()) {
          warnings.add(matcher.group(1).replaceAll("\\\\(.)", "$1"));
        }
      }
      String message =
          response.code() < FAILED ? "" : JSON.readTree(response.body()).path("message").asText();
      boolean denied = response.code() == FORBIDDEN && message.startsWith(PREFIX);
      return new Answer(
          response.code(), denied ? message.substring(PREFIX.length()) : message, warnings);
    } catch (Exception e) {
      throw new IllegalStateException(method + " " + path + " had no answer", e);
    }
  }

  @Override
  public void close() {
    client.close();
  }
}
