package dev.tenon.cli.up;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tenon.cli.manifests.Manifest;
import dev.tenon.plan.Json;
import dev.tenon.plan.Ref;
import dev.tenon.plan.Revision;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Puts the catalogue's patterns on the API, and brings them up to date later, as long as they are
 * as the catalogue had them. What somebody has changed is his. What was applied is marked with a
 * hash of its spec, so that any change shows, a removal too.
 */
final class Catalogue {
  static final String MARK = "tenon.dev/bundled";

  private final Api api;

  Catalogue(Api api) {
    this.api = api;
  }

  /**
   * What was done.
   *
   * @param applied new, or another version than before
   * @param foreign the names of those that somebody else has changed or made
   * @param refused why the API did not take one, in its words
   */
  record Outcome(int applied, List<String> foreign, List<String> refused) {}

  /**
   * Applies what is not there yet or older.
   *
   * @param patterns with their defaults
   * @param own the names of those that the user brings himself
   */
  Outcome apply(List<Manifest> patterns, Set<Ref> own) throws InterruptedException {
    int applied = 0;
    List<String> foreign = new ArrayList<>();
    List<String> refused = new ArrayList<>();
    Map<String, JsonNode> there = there(patterns);
    for (Manifest pattern : patterns) {
      if (own.contains(pattern.ref())) {
        continue;
      }
      String path = pattern.kind().path("", pattern.ref().name());
      String mark = hash(pattern.complete().path("spec"));
      JsonNode before = there.get(pattern.ref().name());
      if (before != null) {
        String known = before.path("metadata").path("annotations").path(MARK).asText("");
        if (!hash(before.path("spec")).equals(known)) {
          foreign.add(pattern.ref().name());
          continue;
        }
        if (known.equals(mark)) {
          continue;
        }
      }
      Answer answer = api.apply(path, marked(pattern, mark), false);
      if (answer.ok()) {
        applied++;
      } else if (answer.conflict()) {
        foreign.add(pattern.ref().name());
      } else {
        refused.add(pattern.ref().name() + ": " + answer.message());
      }
    }
    return new Outcome(applied, foreign, refused);
  }

  /** The patterns of the API, by name. */
  private Map<String, JsonNode> there(List<Manifest> patterns) throws InterruptedException {
    Map<String, JsonNode> there = new HashMap<>();
    if (!patterns.isEmpty()) {
      Answer answer = api.get(patterns.get(0).kind().collection());
      for (JsonNode pattern : answer.body().path("items")) {
        there.put(pattern.path("metadata").path("name").asText(), pattern);
      }
    }
    return there;
  }

  private static ObjectNode marked(Manifest pattern, String mark) {
    ObjectNode object = pattern.json().deepCopy();
    object.withObject("/metadata/annotations").put(MARK, mark);
    return object;
  }

  private static String hash(JsonNode spec) {
    return Revision.of(Json.bytes(spec)).hash();
  }
}
