package dev.tenon.runner.context;

import java.util.Optional;
import org.apache.camel.component.properties.PropertiesComponent;

/**
 * No placeholders: a text stays as it is. Camel's own would read the process's environment, its
 * system properties and its services into whatever a user wrote.
 */
final class LiteralProperties extends PropertiesComponent {
  LiteralProperties() {
    setEnvironmentVariableMode(ENVIRONMENT_VARIABLES_MODE_NEVER);
    setSystemPropertiesMode(SYSTEM_PROPERTIES_MODE_NEVER);
    setAutoDiscoverPropertiesSources(false);
  }

  @Override
  public String parseUri(String uri) {
    return uri;
  }

  @Override
  public String parseUri(String uri, boolean keepUnresolvedOptional) {
    return uri;
  }

  @Override
  public Optional<String> resolveProperty(String key) {
    return Optional.empty();
  }
}
