package dev.tenon.bench.review;

import dev.tenon.api.ApiJson;
import dev.tenon.bench.Plans;
import dev.tenon.engine.policy.Bundle;
import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * An estate of any size: its integrations have an owner, a deputy, a pattern, claims and
 * objectives, and break no rule.
 */
record Manifests(int teams, int systems, int integrations) {
  static final String PATTERN = "poll-and-upsert";

  /** A policy that refuses an integration without a deputy; each edition of it does. */
  static final String DEPUTY = "production-has-deputy";

  private static final String NUMBER = "NUMBER";

  List<String> allTeams() {
    String text = resource("review-team.yaml");
    return IntStream.range(0, teams).mapToObj(i -> text.replace(NUMBER, number(i))).toList();
  }

  List<String> allSystems() {
    String text = resource("review-system.yaml");
    return IntStream.range(0, systems)
        .mapToObj(i -> text.replace(NUMBER, number(i)).replace("TEAM", number(i % teams)))
        .toList();
  }

  Stream<String> allIntegrations() {
    String text = resource("review-integration.yaml");
    return IntStream.range(0, integrations)
        .mapToObj(
            i ->
                text.replace("NUMBER1", "1" + number(i))
                    .replace(NUMBER, number(i))
                    .replace("TEAM", number(i % teams))
                    .replace("BUSINESS", number((i + 1) % teams))
                    .replace("DEPUTY", number((i + 2) % teams))
                    .replace("SOURCE", number(i % systems))
                    .replace("SINK", number((i + systems / 2) % systems)));
  }

  static String name(int integration) {
    return "flow-" + number(integration);
  }

  String namespace(int integration) {
    return "team-" + number(integration % teams);
  }

  List<String> allNamespaces() {
    return IntStream.range(0, teams)
        .mapToObj(
            i -> "apiVersion: v1\nkind: Namespace\nmetadata: {name: team-%s}".formatted(number(i)))
        .toList();
  }

  /** The pattern that all of them use. */
  static String pattern() {
    try {
      return Files.readString(Path.of("samples", "patterns", PATTERN + ".yaml"));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /**
   * Policies that are about every integration: those of the default bundle in as many editions as
   * are needed, each with expressions of its own that ask a little more.
   */
  static List<GenericKubernetesResource> policies(int many) {
    List<GenericKubernetesResource> bundle =
        Bundle.policies().stream()
            .map(policy -> (Object) ApiJson.newMapper().valueToTree(policy))
            .map(Object::toString)
            .filter(json -> json.contains("\"kinds\":[\"Integration\"]"))
            .toList()
            .stream()
            .map(Manifests::resourceOf)
            .toList();
    List<GenericKubernetesResource> all = new ArrayList<>();
    for (int i = 0; i < many; i++) {
      all.add(edition(bundle.get(i % bundle.size()), i / bundle.size()));
    }
    return all;
  }

  /** How many of so many policies are editions of that one. */
  static long editions(int many, String name) {
    return policies(many).stream()
        .filter(policy -> policy.getMetadata().getName().startsWith(name))
        .count();
  }

  private static GenericKubernetesResource edition(GenericKubernetesResource of, int number) {
    if (number == 0) {
      return of;
    }
    GenericKubernetesResource edition = Serialization.clone(of);
    edition.getMetadata().setName(of.getMetadata().getName() + "-edition-" + number);
    List<?> validations = edition.get("spec", "validations");
    for (int i = 0; i < validations.size(); i++) {
      @SuppressWarnings("unchecked")
      var validation = (java.util.Map<String, Object>) validations.get(i);
      validation.computeIfPresent(
          "expression",
          (key, asked) -> "(%s) && object.metadata.name != 'edition-%d'".formatted(asked, number));
    }
    return edition;
  }

  static GenericKubernetesResource resourceOf(String text) {
    return Serialization.unmarshal(text, GenericKubernetesResource.class);
  }

  private static String number(int i) {
    return String.format(Locale.ROOT, "%05d", i);
  }

  private static String resource(String name) {
    try {
      return Plans.resource(name).replace("TODAY", LocalDate.now(ZoneOffset.UTC).toString());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
