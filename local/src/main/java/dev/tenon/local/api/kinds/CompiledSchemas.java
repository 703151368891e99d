package dev.tenon.local.api.kinds;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tenon.engine.schema.StructuralSchema;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Schemas, each compiled once in a process: whoever checks an object before it is applied and the
 * API that takes it have the same, and its rules take half a second to compile on a cold JVM. Those
 * asked for last are kept.
 */
final class CompiledSchemas {
  private static final int KEPT = 32;

  private static final Map<JsonNode, StructuralSchema> KNOWN =
      new LinkedHashMap<>(KEPT, 0.75f, true) {
        @Override
        protected boolean removeEldestEntry(Map.Entry<JsonNode, StructuralSchema> eldest) {
          return size() > KEPT;
        }
      };

  private CompiledSchemas() {}

  /** The schema; equal ones are the same. */
  static StructuralSchema of(JsonNode schema) {
    synchronized (KNOWN) {
      StructuralSchema known = KNOWN.get(schema);
      if (known == null) {
        known = StructuralSchema.of(schema);
        // a copy, because nodes can change
        KNOWN.put(schema.deepCopy(), known);
      }
      return known;
    }
  }
}
