package dev.tenon.engine.schema;

import dev.tenon.engine.apimachinery.StringFormats;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The table of the formats that are checked. A format that is not in it means nothing, as {@code
 * int32} means nothing to the API server. Immutable.
 */
public final class Formats {
  private static final Formats KUBERNETES = kubernetesTable();

  private final Map<String, Format> byName;

  private Formats(Map<String, Format> byName) {
    this.byName = byName;
  }

  private static Formats kubernetesTable() {
    Map<String, Format> all = new HashMap<>();
    StringFormats.all().forEach((name, test) -> all.put(name, Format.matching(test)));
    return new Formats(Map.copyOf(all));
  }

  /**
   * The formats that an API server of Kubernetes 1.35 checks in custom resources; dashes in their
   * names do not count.
   */
  public static Formats kubernetes() {
    return KUBERNETES;
  }

  /** No formats at all. */
  public static Formats none() {
    return new Formats(Map.of());
  }

  /** This table and one more format, in the place of one of the same name. */
  public Formats with(String name, Format format) {
    Map<String, Format> all = new HashMap<>(byName);
    all.put(normalised(name), format);
    return new Formats(Map.copyOf(all));
  }

  /** The names, without dashes. */
  public Set<String> names() {
    return byName.keySet();
  }

  /** Whether a format of that name is checked. */
  public boolean knows(String name) {
    return byName.containsKey(normalised(name));
  }

  /** The format of a schema, as written, if it is one that is checked. */
  Optional<String> known(SchemaNode schema) {
    return schema.format().isEmpty() || !knows(schema.format())
        ? Optional.empty()
        : Optional.of(schema.format());
  }

  Optional<String> refusal(String name, String text) {
    Format format = byName.get(normalised(name));
    return format == null ? Optional.empty() : format.refusal(text);
  }

  private static String normalised(String name) {
    return name.indexOf('-') < 0 ? name : name.replace("-", "");
  }
}
