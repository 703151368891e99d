package dev.tenon.camel.system.foreign;

import dev.tenon.camel.system.credentials.Login;
import dev.tenon.plan.SystemSpec;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.apache.camel.CamelContext;
import org.apache.camel.Component;
import org.apache.camel.Endpoint;
import org.apache.camel.spi.PropertyConfigurer;

/**
 * Makes the endpoint of another component from a System's URI and parameters. Parameters go to the
 * component as values and never through the text of a URI, where {@code &}, {@code +} and {@code %}
 * would change their meaning. What Camel would still read as more than a value is refused: {@code
 * {{…}}} (a placeholder), {@code RAW(…)}, and {@code #…} but for a bean's name.
 *
 * <p>Credentials are None or Basic; user and password go into the pair of options that the
 * component has for them.
 */
final class ForeignEndpoints {
  /** Ours are no Systems: a call of a call would be guarded twice. */
  private static final Set<String> OURS = Set.of("system", "events", "inbox");

  private static final Pattern BEAN = Pattern.compile("#(bean:)?[A-Za-z0-9_.-]+");

  /** What components call user and password. */
  private static final List<Map.Entry<String, String>> LOGINS =
      List.of(
          Map.entry("username", "password"),
          Map.entry("user", "password"),
          Map.entry("userName", "password"),
          Map.entry("login", "password"),
          Map.entry("accessKey", "secretKey"));

  private ForeignEndpoints() {}

  /**
   * The endpoint, not started.
   *
   * @throws IllegalArgumentException if the System cannot be reached so; the message says why
   */
  static Endpoint create(CamelContext context, SystemSpec system, Optional<Login> login) {
    if (!Login.fits(system.credentials())) {
      throw wrong(system, "takes credentials of the types None and Basic only");
    }
    if (OURS.contains(system.scheme())) {
      throw wrong(system, "cannot be an endpoint of Tenon's own");
    }
    refuseMarkup(system, "its URI", system.uri());
    system.parameters().forEach((name, value) -> checkValue(system, name, value));
    Component component = context.getComponent(system.scheme());
    if (component == null) {
      throw wrong(
          system, "needs the Camel component " + system.scheme() + ", which is not installed");
    }
    Endpoint endpoint;
    try {
      endpoint = component.createEndpoint(system.uri(), new HashMap<>(system.parameters()));
    } catch (Exception e) {
      throw new IllegalArgumentException(
          "System " + system.name() + " cannot be made an endpoint: " + e.getMessage(), e);
    }
    if (endpoint == null) {
      throw wrong(system, "is not understood by the Camel component " + system.scheme());
    }
    endpoint.setCamelContext(context);
    login.ifPresent(of -> set(context, system, endpoint, of));
    return endpoint;
  }

  private static void checkValue(SystemSpec system, String name, String value) {
    refuseMarkup(system, "its parameter " + name, value);
    if (value.startsWith("#") && !BEAN.matcher(value).matches()) {
      throw wrong(
          system,
          "has a parameter "
              + name
              + " that begins with # and is no bean's name; other such values would make objects");
    }
  }

  private static void refuseMarkup(SystemSpec system, String where, String text) {
    if (text.contains("{{") || text.contains("RAW(") || text.contains("RAW{")) {
      throw wrong(
          system, "has {{ or RAW in " + where + ", which Camel would not take as it is written");
    }
  }

  private static void set(CamelContext context, SystemSpec system, Endpoint endpoint, Login login) {
    PropertyConfigurer options =
        context.getComponent(system.scheme()).getEndpointPropertyConfigurer();
    for (Map.Entry<String, String> pair : LOGINS) {
      if (options != null
          && options.configure(context, endpoint, pair.getKey(), login.user(), true)
          && options.configure(context, endpoint, pair.getValue(), login.password(), true)) {
        return;
      }
    }
    throw wrong(
        system,
        "has credentials, and the Camel component "
            + system.scheme()
            + " has no options for a user and a password");
  }

  private static IllegalArgumentException wrong(SystemSpec system, String what) {
    return new IllegalArgumentException("System " + system.name() + " " + what);
  }
}
