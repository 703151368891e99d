package dev.tenon.local.gitops;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.tenon.engine.yaml.YamlDocument;
import dev.tenon.engine.yaml.YamlReader;
import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;

/** What stands in Git: manifests, in no order. */
record Repository(List<GenericKubernetesResource> objects) {
  private static final ObjectMapper MAPPER = new ObjectMapper();

  /** The documents of a text. */
  static Repository of(String yaml) {
    return new Repository(
        new YamlReader()
            .read("repository.yaml", yaml).documents().stream()
                .map(YamlDocument::json)
                .filter(json -> json.has("kind"))
                .map(json -> MAPPER.convertValue(json, GenericKubernetesResource.class))
                .toList());
  }

  /** The documents of all files of folders; sandboxes are not declared. */
  static Repository of(UnaryOperator<String> edit, Path... folders) throws IOException {
    List<GenericKubernetesResource> all = new ArrayList<>();
    for (Path folder : folders) {
      try (Stream<Path> files = Files.list(folder)) {
        files
            .filter(file -> file.toString().endsWith(".yaml") && !file.endsWith("sandbox.yaml"))
            .sorted()
            .forEach(file -> all.addAll(of(edit.apply(text(file))).objects()));
      }
    }
    return new Repository(all);
  }

  private static String text(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  Repository with(Repository other) {
    List<GenericKubernetesResource> both = new ArrayList<>(objects);
    both.addAll(other.objects);
    return new Repository(both);
  }

  /** By kind and name, whatever refers to what. */
  Repository alphabetically() {
    return new Repository(
        objects.stream()
            .sorted(
                Comparator.comparing((GenericKubernetesResource one) -> !isNamespace(one))
                    .thenComparing(GenericKubernetesResource::getKind)
                    .thenComparing(one -> one.getMetadata().getName()))
            .toList());
  }

  Repository namespaces() {
    return new Repository(objects.stream().filter(Repository::isNamespace).toList());
  }

  Repository others() {
    return new Repository(objects.stream().filter(one -> !isNamespace(one)).toList());
  }

  private static boolean isNamespace(GenericKubernetesResource object) {
    return object.getKind().equals("Namespace");
  }
}
