package dev.tenon.engine.schema;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;

/**
 * Values that fit a schema more or less: mostly of the right type, often at a bound, now and then
 * something else altogether.
 */
final class RandomObjects {
  private static final JsonNodeFactory JSON = JsonNodeFactory.instance;
  private static final List<String> TEXTS =
      List.of(
          "",
          "a",
          "b",
          "x",
          "ab",
          "abc",
          "abz",
          "abcd",
          "abcdef",
          "éé",
          "日本語",
          "😀😀",
          "<&>",
          "a.b'\"<&>",
          "50%",
          "A",
          "C d",
          "bad",
          "new",
          "final",
          "forbidden",
          "2024-02-29",
          "2024-06-02",
          "2019-12-31T23:59:59Z",
          "2020-01-01T00:00:00.5+01:00",
          "1h",
          "61m",
          "2 days",
          "-5m",
          "aGVsbG8=",
          "aGk=",
          "https://x",
          "http://[::1]:80/p?q=1",
          "::",
          "10.0.0.1",
          "01.2.3.4",
          "::1",
          "10.0.0.0/8",
          "a@b.c",
          "1Gi",
          "100Mi",
          "a-b",
          "a.b-c",
          "#fff",
          "rgb(1,2,3)",
          "00000000-0000-4000-8000-000000000000",
          "01:23:45:67:89:ab",
          "line\nbreak",
          "tab\t",
          "nul\0",
          "\u2028",
          "v1",
          "ConfigMap",
          "ok",
          "no",
          "null",
          "true",
          "1",
          "1.5");
  private static final List<String> KEYS =
      List.of("a", "b", "c", "a.b", "x-y", "<k>", "é", "in", "");

  private final Random random;
  private boolean typed;

  RandomObjects(long seed) {
    random = new Random(seed);
  }

  ObjectNode object(String kind, String name, SchemaNode root) {
    ObjectNode object = Torture.object(kind, name);
    object.set("spec", fields(root.properties().get("spec"), 4));
    return object;
  }

  /** An object whose values are of the types of their schemas, if not valid. */
  ObjectNode typedObject(String kind, String name, SchemaNode root) {
    typed = true;
    ObjectNode object = object(kind, name, root);
    typed = false;
    return object;
  }

  /** The same object with some of its values changed. */
  ObjectNode changed(ObjectNode object, SchemaNode root) {
    ObjectNode copy = object.deepCopy();
    ObjectNode spec = (ObjectNode) copy.get("spec");
    change(spec, root.properties().get("spec"));
    return copy;
  }

  private void change(ObjectNode object, SchemaNode schema) {
    List<String> names = new ArrayList<>();
    object.fieldNames().forEachRemaining(names::add);
    for (String name : names) {
      SchemaNode field = schema.field(name).orElse(null);
      JsonNode value = object.get(name);
      if (field == null || chance(10)) {
        object.set(name, field == null ? anything(2) : value(field, 3));
      } else if (value instanceof ObjectNode inner && chance(60)) {
        change(inner, field);
      } else if (value instanceof ArrayNode list && chance(60)) {
        changeList(list, field);
      } else if (chance(20)) {
        object.set(name, value(field, 3));
      }
    }
    if (chance(40) && !schema.properties().isEmpty()) {
      String name = pick(List.copyOf(schema.properties().keySet()));
      object.set(name, value(schema.properties().get(name), 3));
    }
  }

  private void changeList(ArrayNode list, SchemaNode schema) {
    List<JsonNode> items = new ArrayList<>();
    list.forEach(items::add);
    Collections.shuffle(items, random);
    list.removeAll();
    list.addAll(items);
    if (schema.items().isPresent() && !items.isEmpty() && chance(50)) {
      if (list.get(0) instanceof ObjectNode item) {
        change(item, schema.items().get());
      } else {
        list.set(0, value(schema.items().get(), 2));
      }
    }
  }

  private ObjectNode fields(SchemaNode schema, int depth) {
    ObjectNode out = JSON.objectNode();
    List<String> names = new ArrayList<>(schema.properties().keySet());
    Collections.shuffle(names, random);
    int wanted = depth == 4 ? 1 + random.nextInt(6) : random.nextInt(names.size() + 1);
    for (String name : names.subList(0, Math.min(names.size(), wanted))) {
      out.set(name, value(schema.properties().get(name), depth - 1));
    }
    for (String name : schema.values().required()) {
      if (!out.has(name) && !chance(15) && schema.properties().containsKey(name)) {
        out.set(name, value(schema.properties().get(name), depth - 1));
      }
    }
    if (chance(8)) {
      out.set(pick(KEYS), anything(1));
    }
    return out;
  }

  private JsonNode value(SchemaNode schema, int depth) {
    if (!typed && (depth < 0 || chance(6))) {
      return anything(1);
    }
    if (chance(4) && (!typed || schema.nullable())) {
      return JSON.nullNode();
    }
    if (schema.values().hasEnumeration() && !chance(25)) {
      return pick(schema.values().enumeration());
    }
    if (schema.intOrString()) {
      return chance(50) ? whole() : JSON.textNode(pick(TEXTS));
    }
    if (schema.embeddedResource()) {
      ObjectNode out = JSON.objectNode();
      out.put("apiVersion", pick(List.of("v1", "a/b", "a/b/c", "")))
          .put("kind", pick(List.of("ConfigMap", "A", "a b", "")));
      out.putObject("metadata").put("name", pick(TEXTS));
      return out;
    }
    return switch (schema.type()) {
      case "string" -> JSON.textNode(pick(TEXTS));
      case "integer" -> typed || chance(90) ? whole() : number();
      case "number" -> number();
      case "boolean" -> JSON.booleanNode(random.nextBoolean());
      case "array" -> {
        ArrayNode list = JSON.arrayNode();
        for (int i = random.nextInt(4); i > 0; i--) {
          list.add(schema.items().map(items -> value(items, depth - 1)).orElse(JSON.nullNode()));
        }
        if (!list.isEmpty() && chance(20)) {
          list.add(list.get(0).deepCopy());
        }
        yield list;
      }
      case "object" -> object(schema, depth);
      default -> anything(2);
    };
  }

  private ObjectNode object(SchemaNode schema, int depth) {
    if (schema.additionalProperties().isEmpty()) {
      return fields(schema, depth);
    }
    ObjectNode map = JSON.objectNode();
    for (int i = random.nextInt(4); i > 0; i--) {
      map.set(pick(KEYS), value(schema.additionalProperties().get(), depth - 1));
    }
    return map;
  }

  private JsonNode whole() {
    return chance(5)
        ? JSON.numberNode(Long.MAX_VALUE)
        : JSON.numberNode((long) random.nextInt(24) - 8);
  }

  private JsonNode number() {
    return switch (random.nextInt(8)) {
      case 0 -> JSON.numberNode(1.5);
      case 1 -> JSON.numberNode(0.3);
      case 2 -> JSON.numberNode(-2.25);
      case 3 -> JSON.numberNode(1e21);
      case 4 -> JSON.numberNode(Long.MAX_VALUE);
      case 5 -> JSON.numberNode(2.0);
      case 6 -> JSON.numberNode(1e-7);
      default -> JSON.numberNode((long) random.nextInt(12));
    };
  }

  private JsonNode anything(int depth) {
    return switch (random.nextInt(depth > 0 ? 7 : 5)) {
      case 0 -> JSON.nullNode();
      case 1 -> JSON.booleanNode(random.nextBoolean());
      case 2, 3 -> JSON.textNode(pick(TEXTS));
      case 4 -> number();
      case 5 -> JSON.arrayNode().add(anything(depth - 1)).add(anything(depth - 1));
      default -> JSON.objectNode().set(pick(KEYS), anything(depth - 1));
    };
  }

  private boolean chance(int percent) {
    return random.nextInt(100) < percent;
  }

  private <T> T pick(List<T> list) {
    return list.get(random.nextInt(list.size()));
  }
}
