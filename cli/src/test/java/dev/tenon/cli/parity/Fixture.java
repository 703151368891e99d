package dev.tenon.cli.parity;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tenon.engine.policy.Bundle;
import dev.tenon.engine.yaml.YamlDocument;
import dev.tenon.engine.yaml.YamlReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * A change that a client can send, and what is declared before it.
 *
 * @param estate in the order in which it is declared
 * @param change another object, or one of these as it shall be
 */
record Fixture(String name, List<ObjectNode> estate, ObjectNode change) {
  private static final Path REVIEWS = Path.of("../engine/src/test/resources/review");
  private static final Path SAMPLES = Path.of("../samples");
  private static final String VERSION = "tenon.dev/v1alpha1";

  /** All of them. */
  static List<Fixture> all() throws IOException {
    List<Fixture> all = new ArrayList<>();
    all.addAll(ofReviews());
    all.addAll(ofPolicies());
    all.addAll(ofSamples());
    return all;
  }

  /** The catalogue, that is declared wherever nothing else is said. */
  static List<ObjectNode> patterns() throws IOException {
    return folder(SAMPLES.resolve("patterns"));
  }

  /** The review's own cases; deletions are nothing that files can say. */
  private static List<Fixture> ofReviews() throws IOException {
    List<Fixture> all = new ArrayList<>();
    for (Path folder : folders(REVIEWS)) {
      Path change = folder.resolve("change.yaml");
      if (Files.exists(change)) {
        all.add(
            new Fixture(
                "review/" + folder.getFileName(),
                read(folder.resolve("estate.yaml")),
                read(change).get(0)));
      }
    }
    return all;
  }

  /** What passes and what fails of each policy that ships, with all of them declared. */
  private static List<Fixture> ofPolicies() throws IOException {
    List<Fixture> all = new ArrayList<>();
    Path fixtures = SAMPLES.resolve("policies/fixtures");
    for (Path folder : folders(fixtures)) {
      List<ObjectNode> estate = new ArrayList<>(bundle());
      estate.addAll(read(fixtures.resolve("estate.yaml")));
      if (Files.exists(folder.resolve("context.yaml"))) {
        estate.addAll(read(folder.resolve("context.yaml")));
      }
      for (String which : List.of("passing", "failing")) {
        all.add(
            new Fixture(
                "policies/" + folder.getFileName() + "/" + which,
                estate,
                read(folder.resolve(which + ".yaml")).get(0)));
      }
    }
    return all;
  }

  /** Each object of each sample, with all the others declared. */
  private static List<Fixture> ofSamples() throws IOException {
    List<Fixture> all = new ArrayList<>();
    for (Path folder : folders(SAMPLES)) {
      if (!Files.exists(folder.resolve("sandbox.yaml"))) {
        continue;
      }
      List<ObjectNode> objects = folder(folder);
      for (ObjectNode object : objects) {
        List<ObjectNode> others = new ArrayList<>(bundle());
        objects.stream().filter(other -> other != object).forEach(others::add);
        all.add(
            new Fixture(
                folder.getFileName() + "/" + object.at("/metadata/name").asText(), others, object));
      }
    }
    return all;
  }

  private static List<ObjectNode> bundle() throws IOException {
    List<ObjectNode> policies = folder(SAMPLES.resolve("policies"));
    if (policies.size() != Bundle.policies().size()) {
      throw new IllegalStateException("not all policies that ship are in " + SAMPLES);
    }
    return policies;
  }

  private static List<Path> folders(Path parent) throws IOException {
    try (Stream<Path> folders = Files.list(parent)) {
      return folders.filter(Files::isDirectory).sorted().toList();
    }
  }

  private static List<ObjectNode> folder(Path folder) throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files
          .filter(file -> file.toString().endsWith(".yaml") && !file.endsWith("sandbox.yaml"))
          .sorted()
          .flatMap(file -> readQuietly(file).stream())
          .toList();
    }
  }

  private static List<ObjectNode> readQuietly(Path file) {
    try {
      return read(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The objects of our kinds; some fixtures leave out what is the same everywhere. */
  private static List<ObjectNode> read(Path file) throws IOException {
    List<ObjectNode> objects = new ArrayList<>();
    for (YamlDocument document :
        new YamlReader().read(file.toString(), Files.readString(file)).documents()) {
      ObjectNode object = document.json();
      if (!object.has("apiVersion")) {
        object.put("apiVersion", VERSION);
      }
      if (object.path("apiVersion").asText().equals(VERSION)) {
        objects.add(object);
      }
    }
    return objects;
  }
}
