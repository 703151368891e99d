package dev.tenon.local.api.http;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tenon.local.api.admission.User;
import dev.tenon.local.api.failure.Failures;
import dev.tenon.local.api.json.Json;
import dev.tenon.local.api.kinds.ResourceType;
import dev.tenon.local.api.table.Tables;
import dev.tenon.local.api.verbs.Backend;
import dev.tenon.local.api.verbs.Bodies;
import dev.tenon.local.api.verbs.Call;
import dev.tenon.local.api.verbs.Creation;
import dev.tenon.local.api.verbs.DeleteOptions;
import dev.tenon.local.api.verbs.Deletion;
import dev.tenon.local.api.verbs.ListOptions;
import dev.tenon.local.api.verbs.Patching;
import dev.tenon.local.api.verbs.Query;
import dev.tenon.local.api.verbs.Reading;
import dev.tenon.local.api.verbs.Updating;
import dev.tenon.local.api.verbs.WriteOptions;
import dev.tenon.local.api.watch.Watch;
import java.io.IOException;
import java.time.Instant;
import java.util.Optional;
import java.util.function.UnaryOperator;

/** Requests for objects: from method and path to verb, and from object to answer. */
final class Objects {
  private final Backend backend;
  private final Reading reading;
  private final Creation creation;
  private final Updating updating;
  private final Patching patching;
  private final Deletion deletion;

  Objects(Backend backend) {
    this.backend = backend;
    this.reading = new Reading(backend);
    this.creation = new Creation(backend);
    this.updating = new Updating(backend);
    this.patching = new Patching(backend);
    this.deletion = new Deletion(backend);
  }

  /** Serves a request; says whether its path leads to objects at all. */
  boolean serve(Exchange exchange, User user) throws IOException, InterruptedException {
    Optional<ApiPath> parsed = ApiPath.parse(exchange.path());
    if (parsed.isEmpty()) {
      return false;
    }
    ApiPath path = parsed.get();
    ResourceType type =
        backend
            .catalog()
            .find(path.group(), path.version(), path.plural())
            .orElseThrow(Failures::noSuchPath);
    boolean scoped = type.namespaced() || path.namespace().isEmpty();
    if (!scoped) {
      throw Failures.noSuchPath();
    }
    if (!subresourceExists(type, path.subresource())) {
      throw type.custom()
          ? Failures.notFound(type.group(), type.plural(), path.name())
          : Failures.noSuchPath();
    }
    Call call =
        new Call(
            type,
            path.namespace(),
            path.name(),
            path.subresource(),
            user,
            exchange.header("User-Agent"),
            new Query(exchange.http().getRequestURI().getRawQuery()),
            exchange.warnings());
    call.warn(type.warning());
    Accept accept = Accept.of(exchange.http().getRequestHeaders().getFirst("Accept"));
    requireVerb(type, exchange.method());
    switch (exchange.method()) {
      case "GET", "HEAD" -> read(exchange, call, accept);
      case "POST" -> create(exchange, call, accept);
      case "PUT" -> update(exchange, call, accept);
      case "PATCH" -> patch(exchange, call, accept);
      case "DELETE" -> delete(exchange, call, accept);
      default -> throw Failures.methodNotAllowed();
    }
    return true;
  }

  /** Says of a kind that is there to be read only what one is to do instead. */
  private static void requireVerb(ResourceType type, String method) {
    boolean writes = !method.equals("GET") && !method.equals("HEAD");
    if (writes && !type.verbs().contains("create")) {
      throw Failures.methodNotAllowed(
          "this API has no "
              + type.plural()
              + ": it runs no pods; apply "
              + type.plural()
              + " to a cluster");
    }
  }

  private static boolean subresourceExists(ResourceType type, String subresource) {
    return switch (subresource) {
      case "" -> true;
      case "status" -> type.hasStatus();
      case "finalize" -> type.is("Namespace");
      default -> false;
    };
  }

  private void read(Exchange exchange, Call call, Accept accept)
      throws IOException, InterruptedException {
    boolean watching = call.query().flag("watch");
    if (call.name().isEmpty() && watching) {
      watch(exchange, call, accept);
    } else if (call.name().isEmpty()) {
      exchange.send(200, ofList(call, reading.list(call), accept), accept.yaml());
    } else {
      send(exchange, 200, call, reading.get(call), accept);
    }
  }

  private void watch(Exchange exchange, Call call, Accept accept)
      throws IOException, InterruptedException {
    ListOptions options = ListOptions.read(call);
    UnaryOperator<ObjectNode> form =
        switch (accept.shape()) {
          case TABLE -> {
            String include = call.query().first("includeObject");
            yield object -> new Tables(call.type(), include, now()).ofObject(object);
          }
          case PARTIAL -> Tables::partial;
          default -> object -> object;
        };
    new Watch(backend, call, options, form, exchange.stream()).run();
  }

  private void create(Exchange exchange, Call call, Accept accept) throws IOException {
    if (!call.name().isEmpty()) {
      throw Failures.methodNotAllowed();
    }
    byte[] body = exchange.body();
    WriteOptions options = WriteOptions.read(call.query(), "CreateOptions", false);
    ObjectNode object = Bodies.object(call, body, exchange.header("Content-Type"), options);
    Call where = inNamespaceOf(call, object);
    ObjectNode made = creation.create(where, object, options);
    send(exchange, 201, call, made, accept);
  }

  /** A namespaced object that is posted without a namespace has nowhere to go. */
  private static Call inNamespaceOf(Call call, ObjectNode object) {
    if (call.type().namespaced() && call.namespace().isEmpty()) {
      throw Failures.badRequest(
          Json.meta(object, "namespace").isEmpty()
              ? "an empty namespace may not be set during creation"
              : "the namespace of the provided object does not match the namespace sent on the"
                  + " request");
    }
    return call;
  }

  private void update(Exchange exchange, Call call, Accept accept) throws IOException {
    requireName(call);
    byte[] body = exchange.body();
    WriteOptions options = WriteOptions.read(call.query(), "UpdateOptions", false);
    ObjectNode object = Bodies.object(call, body, exchange.header("Content-Type"), options);
    Updating.Outcome outcome = updating.update(call, object, options);
    send(exchange, outcome.created() ? 201 : 200, call, outcome.object(), accept);
  }

  private void patch(Exchange exchange, Call call, Accept accept) throws IOException {
    requireName(call);
    String type = exchange.header("Content-Type");
    byte[] body = exchange.body();
    WriteOptions options = WriteOptions.read(call.query(), "PatchOptions", Patching.isApply(type));
    Updating.Outcome outcome = patching.patch(call, body, type, options);
    send(exchange, outcome.created() ? 201 : 200, call, outcome.object(), accept);
  }

  private void delete(Exchange exchange, Call call, Accept accept) throws IOException {
    if (!call.subresource().isEmpty()) {
      throw Failures.methodNotAllowed();
    }
    DeleteOptions options = DeleteOptions.read(exchange.body(), call.query());
    if (!call.name().isEmpty()) {
      send(exchange, 200, call, deletion.delete(call, options), accept);
    } else if (call.type().verbs().contains("deletecollection")) {
      ObjectNode list = reading.list(call);
      exchange.send(200, deletion.deleteAll(call, list, options), accept.yaml());
    } else {
      throw Failures.methodNotAllowed();
    }
  }

  private static void requireName(Call call) {
    if (call.name().isEmpty()) {
      throw Failures.methodNotAllowed();
    }
  }

  private void send(Exchange exchange, int code, Call call, ObjectNode object, Accept accept)
      throws IOException {
    boolean status = Json.string(object, "kind").equals("Status");
    ObjectNode shown =
        switch (status ? Accept.Shape.PLAIN : accept.shape()) {
          case TABLE ->
              new Tables(call.type(), call.query().first("includeObject"), now()).ofObject(object);
          case PARTIAL -> Tables.partial(object);
          default -> object;
        };
    exchange.send(code, shown, accept.yaml());
  }

  private ObjectNode ofList(Call call, ObjectNode list, Accept accept) {
    return switch (accept.shape()) {
      case TABLE ->
          new Tables(call.type(), call.query().first("includeObject"), now()).ofList(list);
      case PARTIAL -> {
        ObjectNode out =
            Json.object()
                .put("kind", "PartialObjectMetadataList")
                .put("apiVersion", "meta.k8s.io/v1");
        out.set("metadata", list.path("metadata"));
        ArrayNode items = out.putArray("items");
        list.path("items").forEach(item -> items.add(Tables.partial((ObjectNode) item)));
        yield out;
      }
      default -> list;
    };
  }

  private Instant now() {
    return Instant.now(backend.clock());
  }
}
