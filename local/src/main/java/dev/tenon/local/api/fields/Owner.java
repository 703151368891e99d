package dev.tenon.local.api.fields;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tenon.engine.golang.GoText;
import dev.tenon.local.api.json.Json;
import java.util.Comparator;

/**
 * Who owns fields: one entry of {@code managedFields} without its fields and time. An applier is
 * the same whatever version it last applied, an updater is not.
 *
 * @param name the field manager
 * @param applied whether by server-side apply
 * @param apiVersion the version it wrote in; empty for appliers
 * @param subresource such as {@code status}; empty for the object itself
 */
record Owner(String name, boolean applied, String apiVersion, String subresource)
    implements Comparable<Owner> {
  private static final Comparator<Owner> ORDER =
      Comparator.comparing(Owner::name)
          .thenComparing(Owner::applied)
          .thenComparing(Owner::apiVersion)
          .thenComparing(Owner::subresource);

  static Owner applier(String name, String subresource) {
    return new Owner(name, true, "", subresource);
  }

  static Owner updater(String name, String apiVersion, String subresource) {
    return new Owner(name.isEmpty() ? "unknown" : name, false, apiVersion, subresource);
  }

  static Owner of(JsonNode entry) {
    boolean applied = Json.string(entry, "operation").equals("Apply");
    return new Owner(
        Json.string(entry, "manager"),
        applied,
        applied ? "" : Json.string(entry, "apiVersion"),
        Json.string(entry, "subresource"));
  }

  /** As a conflict names it. */
  String shown() {
    String out = GoText.quote(name);
    if (!subresource.isEmpty()) {
      out += " with subresource " + GoText.quote(subresource);
    }
    return applied ? out : out + " using " + apiVersion;
  }

  @Override
  public int compareTo(Owner other) {
    return ORDER.compare(this, other);
  }
}
