package dev.tenon.cli.manifests;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tenon.engine.problem.Problem;
import dev.tenon.engine.yaml.YamlDocument;
import dev.tenon.engine.yaml.YamlReader;
import dev.tenon.engine.yaml.YamlStream;
import dev.tenon.plan.Ref;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Reads files of manifests and checks every object in them as an API server would that knows our
 * kinds: syntax, unknown fields, schema, rules. Keeps what it read, so that reading a file again
 * that did not change costs nothing. Safe for threads.
 */
public final class ManifestReader {
  private final Kinds kinds;
  private final YamlReader yaml = new YamlReader();
  private final Map<String, ReadFile> read = new ConcurrentHashMap<>();

  /** A reader of those kinds. */
  public ManifestReader(Kinds kinds) {
    this.kinds = kinds;
  }

  /** Reads what was loaded. */
  public Manifests read(ManifestFiles.Loaded loaded) {
    return Manifests.of(loaded.sources().stream().map(this::read).toList(), loaded.problems());
  }

  /** Reads one file. */
  public ReadFile read(Source source) {
    ReadFile before = read.get(source.name());
    if (before != null && before.source().equals(source)) {
      return before;
    }
    ReadFile now = new Reading(source).result();
    read.put(source.name(), now);
    return now;
  }

  private final class Reading {
    private final Source source;
    private final List<Manifest> manifests = new ArrayList<>();
    private final List<Problem> problems = new ArrayList<>();
    private final Set<Ref> broken = new HashSet<>();

    Reading(Source source) {
      this.source = source;
    }

    ReadFile result() {
      YamlStream stream = yaml.read(source.name(), source.content());
      stream.problems().forEach(problem -> problems.add(SchemaProblems.of(problem)));
      if (stream.documents().isEmpty() && stream.problems().isEmpty()) {
        problems.add(
            SchemaProblems.unreadable(
                source.name(),
                "the file holds no object",
                "Write a manifest, beginning with apiVersion: " + Kinds.OURS + "."));
      }
      stream.documents().forEach(document -> take(document, "", document.json()));
      return new ReadFile(source, manifests, problems, broken);
    }

    private void take(YamlDocument document, String prefix, ObjectNode json) {
      if (isList(json)) {
        int i = 0;
        for (JsonNode item : json.path("items")) {
          String at = prefix + (prefix.isEmpty() ? "" : ".") + "items[" + i + "]";
          i++;
          if (item instanceof ObjectNode object) {
            take(document, at, object);
          } else {
            problems.add(
                SchemaProblems.unreadable(
                    document.position(at),
                    "an item of a List is an object, and this is not",
                    "Begin with apiVersion: …"));
          }
        }
        return;
      }
      ObjectCheck check = new ObjectCheck(kinds, document, prefix, json);
      Optional<Manifest> manifest = check.run();
      problems.addAll(check.problems());
      manifest.ifPresent(manifests::add);
      if (manifest.isEmpty()) {
        check.ref().ifPresent(broken::add);
      }
    }

    private static boolean isList(ObjectNode json) {
      return json.path("apiVersion").asText().equals("v1")
          && json.path("kind").asText().equals("List")
          && json.path("items").isArray();
    }
  }
}
