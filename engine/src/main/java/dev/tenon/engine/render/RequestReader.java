package dev.tenon.engine.render;

import dev.tenon.plan.Call;
import dev.tenon.plan.Credentials;
import dev.tenon.plan.SystemSpec;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Pattern;

/** Reads the HTTP request that a call makes. */
final class RequestReader {
  private static final Set<String> METHODS =
      Set.of("GET", "POST", "PUT", "PATCH", "DELETE", "HEAD");

  private static final Pattern HEADER = Pattern.compile("[A-Za-z0-9!#$%&'*+.^_`|~-]{1,127}");

  /** Set by the System's credentials, by the client for its framing, or by the call itself. */
  private static final Set<String> NOT_HEADERS =
      Set.of(
          "authorization",
          "cookie",
          "proxy-authorization",
          "proxy-connection",
          "host",
          "content-length",
          "transfer-encoding",
          "connection",
          "keep-alive",
          "te",
          "trailer",
          "upgrade",
          "expect",
          "idempotency-key");

  private final Fields fields;
  private final Set<String> variables;

  /**
   * @param variables that the request's programs may read
   */
  RequestReader(Fields fields, Set<String> variables) {
    this.fields = fields;
    this.variables = variables;
  }

  /** Whether any parameter of a request is there. */
  static boolean any(RawCall call) {
    for (String name : Set.of("method", "path", "query", "headers", "body")) {
      if (call.parameters().has(name)) {
        return true;
      }
    }
    return false;
  }

  /**
   * @param system if it is known
   */
  Call.Request read(String defaultMethod, Optional<SystemSpec> system) {
    String method = fields.text("method").orElse(defaultMethod);
    if (!METHODS.contains(method)) {
      fields.wrong(
          "method",
          "the method '" + method + "' is unknown",
          "Use GET, POST, PUT, PATCH, DELETE or HEAD, in capitals.");
    }
    String path = fields.text("path").orElse("");
    if (path.isEmpty()) {
      fields.wrong("path", "the call has no path", "Add `path`, such as /tickets/{id}.");
    } else {
      PathTemplate.problem(path)
          .ifPresent(
              why ->
                  fields.wrong("path", "the path '" + path + "' " + why, "Write /tickets/{id}."));
    }
    Optional<String> body = fields.jq("body", variables);
    if (body.isPresent() && (method.equals("GET") || method.equals("HEAD"))) {
      fields.wrong("body", method + " has no body", "Take body out, or use another method.");
    }
    return new Call.Request(method, path, query(), headers(system), body);
  }

  private SortedMap<String, String> query() {
    SortedMap<String, String> query = new TreeMap<>();
    for (Map.Entry<String, String> entry : fields.entries("query")) {
      if (entry.getKey().isBlank() || entry.getKey().length() > 128) {
        fields.wrong(
            "query", "the name of a query parameter is empty or too long", "Name it shortly.");
      }
      fields.entryProgram("query", entry, variables);
      query.put(entry.getKey(), entry.getValue());
    }
    return query;
  }

  private SortedMap<String, String> headers(Optional<SystemSpec> system) {
    Optional<String> ofCredentials =
        system
            .map(SystemSpec::credentials)
            .filter(Credentials.Header.class::isInstance)
            .map(credentials -> ((Credentials.Header) credentials).name());
    SortedMap<String, String> headers = new TreeMap<>();
    for (Map.Entry<String, String> entry : fields.entries("headers")) {
      String name = entry.getKey();
      String at = "headers." + name;
      if (!HEADER.matcher(name).matches()) {
        fields.wrong(at, "'" + name + "' is no name of a header", "Use letters, digits and -.");
      } else if (NOT_HEADERS.contains(name.toLowerCase(Locale.ROOT))
          || ofCredentials.filter(name::equalsIgnoreCase).isPresent()) {
        fields.wrong(
            at,
            "the header " + name + " is not a route's to set",
            "Take it out: credentials are the System's, the rest is the client's.");
      } else if (name.regionMatches(true, 0, "Camel", 0, 5)) {
        fields.wrong(at, "the header " + name + " is Camel's own", "Take it out.");
      } else {
        Texts.inHeader(entry.getValue())
            .ifPresent(why -> fields.wrong(at, "the value " + why, "Change the value."));
      }
      headers.put(name, entry.getValue());
    }
    return headers;
  }
}
