package dev.tenon.camel.system.http;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.NullNode;
import dev.tenon.camel.JqProgram;
import dev.tenon.camel.MappingFailed;
import dev.tenon.camel.system.transport.Field;
import dev.tenon.camel.system.transport.Request;
import dev.tenon.camel.system.transport.Target;
import dev.tenon.plan.Call;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.apache.camel.Exchange;

/**
 * How a call makes requests of messages: read once, when the route is built, so that a mistake in
 * it is found then.
 */
public final class RequestTemplate {
  private static final Set<String> METHODS =
      Set.of("GET", "POST", "PUT", "PATCH", "DELETE", "HEAD");

  /** Methods that carry no body unless the call states one. */
  private static final Set<String> BODILESS = Set.of("GET", "HEAD", "DELETE");

  /** Methods that change nothing (RFC 9110, section 9.2.1), so there is nothing to do twice. */
  private static final Set<String> SAFE = Set.of("GET", "HEAD");

  /** What is ours to say: credentials, framing, the idempotency key. */
  private static final Set<String> RESERVED =
      Set.of(
          "authorization",
          "connection",
          "content-length",
          "cookie",
          "expect",
          "host",
          "idempotency-key",
          "keep-alive",
          "proxy-authorization",
          "te",
          "trailer",
          "transfer-encoding",
          "upgrade");

  private static final String IDEMPOTENCY_KEY = "Idempotency-Key";

  private final Target target;
  private final String method;
  private final PathTemplate path;
  private final List<Parameter> query;
  private final List<Field> fields;
  private final Optional<JqProgram> body;
  private final boolean accepts;
  private final boolean typed;

  private record Parameter(String encodedName, String name, JqProgram value) {}

  /**
   * Reads a call's request.
   *
   * @param name the call's name, for messages
   * @throws IllegalArgumentException if a part of it is wrong; the message says which
   */
  public RequestTemplate(Target target, String name, Call.Request request) {
    if (!METHODS.contains(request.method())) {
      throw new IllegalArgumentException(
          "the method of " + name + " is '" + request.method() + "', not one of " + METHODS);
    }
    this.target = target;
    this.method = request.method();
    this.path = PathTemplate.parse(request.path());
    this.query = new ArrayList<>();
    request.query().forEach((key, program) -> query.add(parameter(name, key, program)));
    this.fields = new ArrayList<>();
    request.headers().forEach((key, value) -> fields.add(literal(name, key, value)));
    this.accepts = has("accept");
    this.typed = has("content-type");
    this.body = request.body().map(program -> JqProgram.compile("the body of " + name, program));
  }

  private boolean has(String field) {
    return fields.stream().anyMatch(each -> each.name().equalsIgnoreCase(field));
  }

  private static Parameter parameter(String name, String key, String program) {
    String encoded =
        Encoding.encode(key)
            .orElseThrow(
                () ->
                    new IllegalArgumentException("a query parameter of " + name + " has no name"));
    return new Parameter(
        encoded, key, JqProgram.compile("the query " + key + " of " + name, program));
  }

  private static Field literal(String name, String key, String value) {
    if (RESERVED.contains(key.toLowerCase(Locale.ROOT))) {
      throw new IllegalArgumentException(
          "the header " + key + " of " + name + " is not for a call to state");
    }
    return new Field(key, value);
  }

  /** Whether the requests may change something, and so carry an idempotency key. */
  public boolean changesSomething() {
    return !SAFE.contains(method);
  }

  /**
   * Makes the request for a message.
   *
   * @param variables for the jq programs
   * @param key for {@code Idempotency-Key}; used where {@link #changesSomething}
   * @throws Unfit if the message lacks what the request needs
   */
  public Request make(Exchange exchange, Map<String, JsonNode> variables, String key) throws Unfit {
    return make(exchange, variables, key, Optional.empty());
  }

  /**
   * Makes the request for a message, of another path and query than the call's own.
   *
   * @param requestTarget path and query, encoded
   */
  public Request make(
      Exchange exchange, Map<String, JsonNode> variables, String key, String requestTarget)
      throws Unfit {
    return make(exchange, variables, key, Optional.of(requestTarget));
  }

  private Request make(
      Exchange exchange,
      Map<String, JsonNode> variables,
      String key,
      Optional<String> requestTarget)
      throws Unfit {
    String where =
        requestTarget.isPresent()
            ? requestTarget.get()
            : target.path() + path.expand(new Values(exchange)::of) + query(exchange, variables);
    List<Field> all = new ArrayList<>(fields);
    if (!accepts) {
      all.add(new Field("Accept", "application/json, */*;q=0.8"));
    }
    if (changesSomething()) {
      all.add(new Field(IDEMPOTENCY_KEY, key));
    }
    Optional<Payload> payload = payload(exchange, variables);
    if (payload.isPresent() && !typed) {
      all.add(new Field("Content-Type", payload.get().type()));
    }
    return new Request(
        method, target, where, List.copyOf(all), payload.map(each -> each.content()));
  }

  private Optional<Payload> payload(Exchange exchange, Map<String, JsonNode> variables)
      throws Unfit {
    if (body.isPresent()) {
      return Optional.of(Payload.json(one(body.get(), exchange, variables)));
    }
    return BODILESS.contains(method) ? Optional.empty() : Payload.of(exchange);
  }

  private static JsonNode one(JqProgram program, Exchange exchange, Map<String, JsonNode> variables)
      throws Unfit {
    List<JsonNode> results = evaluate(program, exchange, variables);
    if (results.size() != 1) {
      throw new Unfit(
          "its body yields " + (results.isEmpty() ? "nothing" : "several results") + ", not one");
    }
    return results.get(0);
  }

  private String query(Exchange exchange, Map<String, JsonNode> variables) throws Unfit {
    StringBuilder text = new StringBuilder();
    target.query().ifPresent(always -> text.append('&').append(always));
    for (Parameter parameter : query) {
      for (JsonNode result : evaluate(parameter.value(), exchange, variables)) {
        Iterable<JsonNode> values = result.isArray() ? result : List.of(result);
        for (JsonNode value : values) {
          if (!value.isNull()) {
            text.append('&')
                .append(parameter.encodedName())
                .append('=')
                .append(encode(parameter, value));
          }
        }
      }
    }
    if (!text.isEmpty()) {
      text.setCharAt(0, '?');
    }
    return text.toString();
  }

  private static String encode(Parameter parameter, JsonNode value) throws Unfit {
    return Scalars.text(value)
        .flatMap(Encoding::encode)
        .orElseThrow(
            () ->
                new Unfit(
                    "its query "
                        + parameter.name()
                        + " is no text, number, boolean, null or array of these"));
  }

  private static List<JsonNode> evaluate(
      JqProgram program, Exchange exchange, Map<String, JsonNode> variables) throws Unfit {
    try {
      return program.evaluate(exchange, variables);
    } catch (MappingFailed e) {
      throw new Unfit(e.getMessage());
    }
  }

  /** Where a path's values come from: the body's fields, else headers. The body is read once. */
  private static final class Values {
    private final Exchange exchange;
    private JsonNode body;

    Values(Exchange exchange) {
      this.exchange = exchange;
    }

    Optional<String> of(String name) {
      Optional<String> field = Optional.of(field(name)).flatMap(Scalars::text);
      return field.isPresent()
          ? field
          : Optional.ofNullable(exchange.getMessage().getHeader(name, String.class));
    }

    private JsonNode field(String name) {
      if (body == null) {
        try {
          body = JqProgram.input(exchange);
        } catch (MappingFailed e) {
          // not JSON: it has no fields, and a path may well be made of headers alone
          body = NullNode.getInstance();
        }
      }
      JsonNode found = body.path(name);
      if (!found.isMissingNode()) {
        return found;
      }
      JsonNode at = body;
      for (String step : name.split("\\.", -1)) {
        at = at.path(step);
      }
      return at;
    }
  }
}
