package dev.tenon.plan.allowed;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/** Holds the endpoints of routes, their URIs and options, against the list. */
final class Endpoints {
  private static final Pattern OURS =
      Pattern.compile(
          "(system|events|inbox):[a-z]([-a-z0-9]*[a-z0-9])?\\?call=[a-z][-a-z0-9]*-[0-9]+");
  private static final Pattern LISTEN =
      Pattern.compile("(/[A-Za-z0-9._~-]+|/\\{[A-Za-z][A-Za-z0-9_]*})+");
  private static final Pattern DYNAMIC =
      Pattern.compile("[a-z][a-z0-9+.-]*:(//)?[A-Za-z0-9._~@-]+(:[0-9]+)?([/?].*)?");

  private final Schemes schemes;
  private final Refusal refusal;

  Endpoints(Schemes schemes, Refusal refusal) {
    this.schemes = schemes;
    this.refusal = refusal;
  }

  /** Takes what is not on the list. */
  @FunctionalInterface
  interface Refusal {
    void refuse(String at, String name, String message, String fix);
  }

  void dynamicUri(String at, String uri) {
    String scheme = scheme(uri);
    if (!DYNAMIC.matcher(uri).matches()) {
      refusal.refuse(
          at,
          "uri",
          "the scheme and the authority of a dynamic URI must be literal",
          "Put what varies behind the first / or ?.");
    } else if (Schemes.OURS.contains(scheme) || !schemes.allowed(scheme)) {
      unknownScheme(at, scheme);
    } else {
      say(at, "uri", SimpleText.problem(uri));
    }
  }

  private void unknownScheme(String at, String scheme) {
    refusal.refuse(
        at,
        scheme,
        "the scheme " + scheme + " may not be used here",
        "Call a System by `system:NAME`; allowed are " + schemes.list() + ".");
  }

  void uri(String at, String uri) {
    String scheme = scheme(uri);
    if (!schemes.allowed(scheme)) {
      unknownScheme(at, scheme);
      return;
    }
    if (Schemes.OURS.contains(scheme)) {
      if (!OURS.matcher(uri).matches()) {
        refusal.refuse(
            at,
            scheme,
            "'" + uri + "' names no call of the plan",
            "Write `" + scheme + ":NAME` and put options in `parameters`.");
      }
      return;
    }
    int question = uri.indexOf('?');
    String path = question < 0 ? uri : uri.substring(0, question);
    String rest = path.substring(Math.min(path.length(), scheme.length() + 1));
    if (scheme.equals("platform-http")) {
      if (!LISTEN.matcher(rest).matches() || rest.contains("/.")) {
        refusal.refuse(
            at,
            "uri",
            "the path of platform-http must be / and names, without .. and wildcards",
            "Write such as platform-http:/orders/{id}.");
      }
    } else {
      say(at, "uri", Literal.uriProblem(rest));
    }
    if (question >= 0) {
      for (String option : uri.substring(question + 1).split("&", -1)) {
        int equal = option.indexOf('=');
        option(
            at,
            scheme,
            equal < 0 ? option : option.substring(0, equal),
            equal < 0 ? "" : option.substring(equal + 1));
      }
    }
  }

  void parameters(String at, JsonNode endpoint) {
    String scheme = scheme(endpoint.path("uri").asText());
    JsonNode parameters = endpoint.get("parameters");
    if (Schemes.OURS.contains(scheme)) {
      refusal.refuse(
          at,
          "parameters",
          "the parameters of " + scheme + " were not taken into the plan",
          "Render the routes again.");
      return;
    }
    for (Map.Entry<String, JsonNode> option : parameters.properties()) {
      if (!option.getValue().isValueNode()) {
        refusal.refuse(
            at + "." + option.getKey(),
            option.getKey(),
            "must be a text, a number or a boolean",
            "Write one value.");
      } else {
        option(at + "." + option.getKey(), scheme, option.getKey(), option.getValue().asText());
      }
    }
  }

  private void option(String at, String scheme, String name, String value) {
    if (schemes
        .options(scheme)
        .map(options -> !options.contains(name))
        .orElse(!name.matches("[A-Za-z][A-Za-z0-9.]*"))) {
      refusal.refuse(
          at, name, "the option " + name + " of " + scheme + " may not be used", "Take it out.");
    } else {
      say(at, name, Literal.uriProblem(value));
    }
  }

  static String scheme(String uri) {
    int colon = uri.indexOf(':');
    return colon < 0 ? uri : uri.substring(0, colon);
  }

  private void say(String at, String name, Optional<String> problem) {
    problem.ifPresent(why -> refusal.refuse(at, name, name + " " + why, "Change the text."));
  }
}
