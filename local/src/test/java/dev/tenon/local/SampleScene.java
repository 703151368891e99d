package dev.tenon.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.tenon.api.v1alpha1.Integration;
import dev.tenon.engine.review.Enforcement;
import dev.tenon.sandbox.Sandbox;
import dev.tenon.sandbox.config.SandboxConfig;
import io.fabric8.kubernetes.api.model.Condition;
import io.fabric8.kubernetes.api.model.NamespaceBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/** A sample of the repository, with its vendors, on a whole control plane. */
abstract class SampleScene {
  static final Path PATTERNS = Path.of("../samples/patterns");
  static final Duration PATIENCE = Duration.ofSeconds(60);

  @TempDir Path home;

  Sandbox sandbox;
  ControlPlane plane;

  /** The sample's folder; its sandbox.yaml says which vendors there are. */
  abstract Path sample();

  /** Where vendors send their events, once the port is known. */
  abstract void connect();

  @BeforeEach
  void start() throws Exception {
    sandbox = Sandbox.start(SandboxConfig.read(sample().resolve("sandbox.yaml")).withPort(0));
    startPlane();
  }

  void startPlane() throws Exception {
    startPlane(Enforcement.Deny);
  }

  void startPlane(Enforcement enforcement) throws Exception {
    ControlPlane.Options options =
        new ControlPlane.Options(home, 0, 0, Set.of(), enforcement, InstantSource.system());
    plane = ControlPlane.start(options);
    plane.run(options);
    connect();
  }

  /** An address on the port of all routes. */
  URI route(String path) {
    return URI.create("http://127.0.0.1:" + plane.port() + path);
  }

  @AfterEach
  void stop() {
    plane.close();
    sandbox.close();
  }

  KubernetesClient client() {
    return plane.client();
  }

  void namespace(String name) {
    client()
        .namespaces()
        .resource(new NamespaceBuilder().withNewMetadata().withName(name).endMetadata().build())
        .serverSideApply();
  }

  void apply(Path folder, String suffix) throws Exception {
    List<Path> files = new ArrayList<>();
    try (var all = Files.list(folder)) {
      all.filter(file -> file.toString().endsWith(suffix)).sorted().forEach(files::add);
    }
    for (Path file : files) {
      applyText(Files.readString(file).replace("http://127.0.0.1:8090", sandbox.uri().toString()));
    }
  }

  void applyText(String yaml) {
    Applied.yaml(client(), yaml);
  }

  Integration integration(String namespace, String name) {
    return client().resources(Integration.class).inNamespace(namespace).withName(name).get();
  }

  String said(String namespace, String name, String type) {
    return Optional.ofNullable(integration(namespace, name))
        .flatMap(Integration::status)
        .flatMap(status -> status.condition(type))
        .map(condition -> condition.getStatus() + " " + condition.getReason())
        .orElse("-");
  }

  void awaitSaid(String namespace, String name, String type, String expected) {
    await(namespace + "/" + name + " " + type + " is " + expected)
        .atMost(PATIENCE)
        .pollInterval(Duration.ofMillis(50))
        .untilAsserted(
            () ->
                assertThat(said(namespace, name, type))
                    .as(
                        () ->
                            integration(namespace, name)
                                .status()
                                .map(
                                    status ->
                                        status.conditions().stream()
                                            .map(Condition::getMessage)
                                            .toList()
                                            .toString())
                                .orElse("no status"))
                    .isEqualTo(expected));
  }
}
