package dev.tenon.runner;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tenon.camel.PlanRuntime;
import dev.tenon.camel.SystemHealths;
import dev.tenon.camel.state.SqlStateStore;
import dev.tenon.camel.state.StateStore;
import dev.tenon.plan.Grant;
import dev.tenon.plan.Plan;
import dev.tenon.plan.PlanFolder;
import dev.tenon.sandbox.Sandbox;
import dev.tenon.sandbox.config.SandboxConfig;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Optional;
import org.apache.camel.component.platform.http.vertx.VertxPlatformHttpServer;
import org.apache.camel.component.platform.http.vertx.VertxPlatformHttpServerConfiguration;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.support.PluginHelper;
import org.apache.camel.support.ResourceHelper;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A plan folder needs no runner: an ordinary Camel application with our components runs it. */
class AnyCamelApplicationTest {
  @TempDir Path folder;

  @Test
  void runsAPlanFolder() throws Exception {
    try (Sandbox sandbox =
            Sandbox.start(SandboxConfig.parse("vendors: {crm: {collections: {customers: {}}}}"));
        StateStore store = SqlStateStore.h2(folder.resolve("state"))) {
      Plan made =
          new Rendered(
                  """
                  apiVersion: tenon.dev/v1alpha1
                  kind: System
                  metadata: {name: crm}
                  spec:
                    vendor: CRM
                    owner: {team: testers}
                    endpoint: {uri: "%s"}
                  """
                      .formatted(sandbox.uri("crm")))
              .plan(
                  "shop",
                  "customers",
                  "request-reply-proxy",
                  "{path: '/new', method: POST, ask: '{name: .n}', system: crm, request: {method: POST, path: /customers}, answer: '{name}'}");
      PlanFolder.write(folder, made, Grant.unlimited(made.of()));

      Plan plan = PlanFolder.readPlan(folder);
      Grant grant = PlanFolder.readGrant(folder);
      try (DefaultCamelContext camel = new DefaultCamelContext()) {
        VertxPlatformHttpServerConfiguration http = new VertxPlatformHttpServerConfiguration();
        http.setBindPort(0);
        VertxPlatformHttpServer server = new VertxPlatformHttpServer(http);
        camel.addService(server);
        camel
            .getRegistry()
            .bind(
                PlanRuntime.NAME,
                new PlanRuntime(
                    plan,
                    () -> grant,
                    key -> Optional.empty(),
                    Optional.of(store),
                    new SystemHealths(),
                    "any",
                    InstantSource.system()));
        PluginHelper.getRoutesLoader(camel)
            .loadRoutes(ResourceHelper.fromString("routes.yaml", plan.routes()));
        camel.start();

        Caller caller = new Caller("http://127.0.0.1:" + server.getServer().actualPort());
        assertThat(caller.post("/shop/customers/new", "{\"n\": \"Ada\"}").body())
            .isEqualTo("{\"name\":\"Ada\"}");
        assertThat(sandbox.vendor("crm").records("customers").get(0).get("name").asText())
            .isEqualTo("Ada");
      }
    }
  }
}
