package dev.tenon.api.generation;

import dev.tenon.api.Crds;
import io.fabric8.kubernetes.api.model.apiextensions.v1.CustomResourceDefinition;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * All files that are derived from the Java types, by their path from the root of the repository.
 */
final class GeneratedFiles {
  static final String REPAIR =
      "./mvnw -q -pl crds test -Dtest=GeneratedFilesTest -Dtenon.regenerate=true -Dfast";

  private static final String HEADER =
      "# Generated from the Java types in crds/src/main/java, do not edit. To make it anew:\n# "
          + REPAIR
          + "\n";

  private GeneratedFiles() {}

  static SortedMap<String, String> all() {
    SortedMap<String, String> files = new TreeMap<>();
    SortedMap<String, CustomResourceDefinition> crds = CrdGeneration.crds();
    files.putAll(ReferencePages.of(crds));
    for (CustomResourceDefinition crd : crds.values()) {
      String yaml = HEADER + Yaml.write(CrdTree.of(crd));
      files.put("crds/generated/" + crd.getMetadata().getName() + ".yaml", yaml);
      // a chart can only read what is inside of it
      files.put("helm/tenon/files/crds/" + crd.getMetadata().getName() + ".yaml", yaml);
    }
    files.put(
        "crds/src/main/resources/dev/tenon/crds/definitions.json",
        Json.write(Crds.kinds().stream().map(Crds::nameOf).map(crds::get).map(CrdTree::of)));
    return files;
  }

  static void write(Path root) {
    all()
        .forEach(
            (path, content) -> {
              try {
                Path file = root.resolve(path);
                Files.createDirectories(file.getParent());
                Files.writeString(file, content);
              } catch (IOException e) {
                throw new UncheckedIOException(e);
              }
            });
  }
}
