package dev.tenon.local.api.http;

import com.fasterxml.jackson.databind.node.ObjectNode;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import dev.tenon.local.api.admission.User;
import dev.tenon.local.api.discovery.Discovery;
import dev.tenon.local.api.failure.ApiFailure;
import dev.tenon.local.api.failure.Failures;
import dev.tenon.local.api.json.Json;
import dev.tenon.local.api.openapi.OpenApi;
import dev.tenon.local.api.storage.StorageFailure;
import dev.tenon.local.api.verbs.Backend;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Takes every request: checks who asks, and hands it to whom it concerns. */
final class Router implements HttpHandler {
  private static final Logger LOG = LoggerFactory.getLogger(Router.class);

  private final Authentication authentication;
  private final Discovery discovery;
  private final OpenApi openApi;
  private final Objects objects;

  Router(Backend backend, String token, String address) {
    authentication = new Authentication(token);
    discovery = new Discovery(backend.catalog(), address);
    openApi = new OpenApi(backend.catalog());
    objects = new Objects(backend);
  }

  @Override
  public void handle(HttpExchange http) throws IOException {
    Exchange exchange = new Exchange(http);
    try (http) {
      try {
        serve(exchange);
      } catch (ApiFailure e) {
        exchange.fail(e);
      } catch (StorageFailure e) {
        exchange.fail(Failures.internal(e.getMessage()));
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      } catch (RuntimeException e) {
        LOG.error("{} {} failed", exchange.method(), exchange.path(), e);
        exchange.fail(
            Failures.internal(
                "an error in this API; its log has the details ("
                    + e.getClass().getSimpleName()
                    + ")"));
      }
    } catch (IOException e) {
      LOG.debug("{} {}: the client is gone: {}", exchange.method(), exchange.path(), e.toString());
    }
  }

  private void serve(Exchange exchange) throws IOException, InterruptedException {
    Authentication.checkHost(exchange.http().getRequestHeaders());
    String path = exchange.path();
    if (List.of("/healthz", "/livez", "/readyz").contains(path)) {
      exchange.sendText(200, "ok");
      return;
    }
    User user = authentication.user(exchange.http().getRequestHeaders());
    if (exchange.header("Upgrade").equalsIgnoreCase("websocket")) {
      // a client that tries a WebSocket first falls back at once when it gets a plain answer
      exchange.send(200, Json.object(), false);
      return;
    }
    boolean reading = exchange.method().equals("GET") || exchange.method().equals("HEAD");
    if (reading) {
      Optional<ObjectNode> description = describe(exchange, path);
      if (description.isPresent()) {
        Accept accept = Accept.of(exchange.http().getRequestHeaders().getFirst("Accept"));
        boolean aggregated = Json.string(description.get(), "kind").equals("APIGroupDiscoveryList");
        if (aggregated) {
          exchange.send(
              200,
              "application/json;g=apidiscovery.k8s.io;v=v2;as=APIGroupDiscoveryList",
              Json.bytes(description.get()));
        } else {
          exchange.send(200, description.get(), accept.yaml());
        }
        return;
      }
    }
    Optional<ObjectNode> review = Reviews.answer(exchange, user);
    if (review.isPresent()) {
      exchange.send(201, review.get(), false);
    } else if (!objects.serve(exchange, user)) {
      throw Failures.noSuchPath();
    }
  }

  private Optional<ObjectNode> describe(Exchange exchange, String path) {
    boolean aggregated =
        exchange.header("Accept").contains("APIGroupDiscoveryList")
            && Accept.of(exchange.header("Accept")).shape() == Accept.Shape.DISCOVERY;
    switch (path) {
      case "/version", "/version/" -> {
        return Optional.of(discovery.version());
      }
      case "/api", "/api/" -> {
        return Optional.of(aggregated ? discovery.aggregated(true) : discovery.coreVersions());
      }
      case "/apis", "/apis/" -> {
        return Optional.of(aggregated ? discovery.aggregated(false) : discovery.groupList());
      }
      case "/openapi/v3", "/openapi/v3/" -> {
        return Optional.of(openApi.index());
      }
      default -> {
        return describePath(path.substring(1).split("/"));
      }
    }
  }

  private Optional<ObjectNode> describePath(String[] parts) {
    if (parts.length == 2 && parts[0].equals("api")) {
      return discovery.resources("", parts[1]);
    }
    if (parts[0].equals("apis") && parts.length == 2) {
      return discovery.group(parts[1]);
    }
    if (parts[0].equals("apis") && parts.length == 3) {
      return discovery.resources(parts[1], parts[2]);
    }
    if (parts.length >= 4 && parts[0].equals("openapi") && parts[1].equals("v3")) {
      if (parts.length == 4 && parts[2].equals("api")) {
        return openApi.document("", parts[3]);
      }
      if (parts.length == 5 && parts[2].equals("apis")) {
        return openApi.document(parts[3], parts[4]);
      }
    }
    return Optional.empty();
  }
}
