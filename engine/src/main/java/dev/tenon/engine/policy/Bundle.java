package dev.tenon.engine.policy;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.tenon.api.ApiJson;
import dev.tenon.api.v1alpha1.IntegrationPolicy;
import dev.tenon.engine.yaml.YamlReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * The policies that come with Tenon, and an example of each that passes and one that fails. They
 * lie in this jar; their source is {@code samples/policies}.
 */
public final class Bundle {
  /** The instant at which the examples pass and fail as they should. */
  public static final Instant NOW = Instant.parse("2026-11-24T06:00:00Z");

  /** What the examples use besides the schemes that all may: one of them is about that. */
  public static final Set<String> SCHEMES = Set.of("http");

  private static final String FOLDER = "/dev/tenon/policies/";

  private static final List<String> NAMES =
      List.of(
          "circuit-breaker-reachable",
          "decision-for-large-claims",
          "decision-for-own-resilience",
          "decision-for-own-routes",
          "decision-review-due",
          "decision-when-budget-spent",
          "limits-verified",
          "no-unguarded-calls",
          "objective-in-percent",
          "ownership-confirmed",
          "personal-data-cleared",
          "production-has-business-owner",
          "production-has-deputy",
          "production-has-objectives",
          "purpose-and-outcome",
          "schedule-fits-claim",
          "schemes-and-languages",
          "timeout-below-vendors",
          "waiver-within-90-days");

  private Bundle() {}

  /** Read at the first use. */
  private static final class All {
    private static final List<Explanation> EXPLANATIONS = NAMES.stream().map(Bundle::read).toList();
  }

  /** The policies, by name. */
  public static List<IntegrationPolicy> policies() {
    return explanations().stream().map(Explanation::policy).toList();
  }

  /** All that is to be said of them, by name. */
  public static List<Explanation> explanations() {
    return All.EXPLANATIONS;
  }

  /** What is to be said of the policy of that name, if it is one of the bundle's. */
  public static Optional<Explanation> explain(String name) {
    return explanations().stream().filter(one -> one.name().equals(name)).findFirst();
  }

  /** The Teams and Systems that the examples name, as YAML. */
  public static String estate() {
    return text("fixtures/estate.yaml");
  }

  private static Explanation read(String name) {
    String text = text(name + ".yaml");
    String fixtures = "fixtures/" + name + "/";
    return new Explanation(
        policy(name, text),
        text,
        text(fixtures + "passing.yaml"),
        text(fixtures + "failing.yaml"),
        find(fixtures + "context.yaml"));
  }

  private static IntegrationPolicy policy(String name, String text) {
    ObjectMapper mapper = ApiJson.newMapper();
    try {
      return mapper.treeToValue(
          new YamlReader().read(name + ".yaml", text).documents().get(0).json(),
          IntegrationPolicy.class);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("policy " + name + " of this jar cannot be read", e);
    }
  }

  private static String text(String file) {
    return find(file)
        .orElseThrow(() -> new IllegalStateException("The class path has no " + FOLDER + file));
  }

  private static Optional<String> find(String file) {
    try (InputStream in = Bundle.class.getResourceAsStream(FOLDER + file)) {
      return in == null
          ? Optional.empty()
          : Optional.of(new String(in.readAllBytes(), StandardCharsets.UTF_8));
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot read " + FOLDER + file + " from the class path", e);
    }
  }
}
