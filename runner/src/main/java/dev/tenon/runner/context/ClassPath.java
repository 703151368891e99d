package dev.tenon.runner.context;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.camel.impl.engine.DefaultClassResolver;

/**
 * What Camel asks the class path for, remembered for all contexts: each asks some sixty times where
 * a component or a service is, and most answers are "nowhere", which is the slowest.
 */
final class ClassPath extends DefaultClassResolver {
  private static final String SERVICES = "META-INF/services/org/apache/camel/";
  private static final ConcurrentHashMap<String, Optional<byte[]>> FOUND =
      new ConcurrentHashMap<>();

  @Override
  public InputStream loadResourceAsStream(String uri) {
    return uri.startsWith(SERVICES)
        ? FOUND
            .computeIfAbsent(uri, this::read)
            .<InputStream>map(ByteArrayInputStream::new)
            .orElse(null)
        : super.loadResourceAsStream(uri);
  }

  private Optional<byte[]> read(String uri) {
    try (InputStream in = super.loadResourceAsStream(uri)) {
      return in == null ? Optional.empty() : Optional.of(in.readAllBytes());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Whether this process has a component of that scheme. */
  boolean hasComponent(String scheme) {
    return has("component/" + scheme);
  }

  /** Whether this process has a language of that name. */
  boolean hasLanguage(String name) {
    return has("language/" + name);
  }

  private boolean has(String service) {
    return FOUND.computeIfAbsent(SERVICES + service, this::read).isPresent();
  }
}
