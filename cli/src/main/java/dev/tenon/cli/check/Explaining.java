package dev.tenon.cli.check;

import dev.tenon.api.ApiJson;
import dev.tenon.api.Crds;
import dev.tenon.api.v1alpha1.IntegrationPolicySpec;
import dev.tenon.api.v1alpha1.TenonResource;
import dev.tenon.cli.console.ProblemPrinter;
import dev.tenon.cli.manifests.BundledPatterns;
import dev.tenon.cli.manifests.ManifestReader;
import dev.tenon.cli.manifests.Manifests;
import dev.tenon.cli.manifests.ReadFile;
import dev.tenon.cli.manifests.Source;
import dev.tenon.engine.policy.Bundle;
import dev.tenon.engine.policy.Explanation;
import dev.tenon.engine.problem.BuiltIn;
import dev.tenon.engine.problem.Problem;
import dev.tenon.engine.render.Renderer;
import dev.tenon.engine.yaml.YamlDocument;
import dev.tenon.engine.yaml.YamlReader;
import io.fabric8.kubernetes.api.model.HasMetadata;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;

/**
 * Explains a policy of the default bundle: why it is there, an example that passes, one that fails
 * and what is then said, and the policy itself.
 */
public final class Explaining {
  private final ManifestReader reader;

  /** Reads the examples with that. */
  public Explaining(ManifestReader reader) {
    this.reader = reader;
  }

  /**
   * The explanation, several lines.
   *
   * @throws IllegalArgumentException if there is no such policy; the message names those that there
   *     are
   */
  public String of(String name) {
    return Bundle.explain(name).map(this::text).orElseThrow(() -> unknown(name));
  }

  private static IllegalArgumentException unknown(String name) {
    if (BuiltIn.names().contains(name)) {
      return new IllegalArgumentException(
          name
              + " is a rule that is built in, no policy: what it says with a fix is all there is;"
              + " no Waiver lets it pass");
    }
    return new IllegalArgumentException(
        "there is no policy "
            + name
            + " among those that come with Tenon: "
            + String.join(
                ", ",
                new TreeSet<>(Bundle.explanations().stream().map(Explanation::name).toList())));
  }

  private String text(Explanation explanation) {
    IntegrationPolicySpec spec = explanation.policy().spec();
    return explanation.name()
        + " ("
        + spec.action()
        + "): "
        + spec.rationale().strip()
        + "\n\n# This passes:\n"
        + explanation.passing().strip()
        + "\n\n# This does not:\n"
        + explanation.failing().strip()
        + "\n\n# and check says of it:\n"
        + said(explanation)
        + "\n# The policy, to be copied and changed under another name:\n"
        + explanation.text().strip()
        + "\n";
  }

  private String said(Explanation explanation) {
    Checking checking = new Checking(Renderer.with(Bundle.SCHEMES), Bundle.NOW);
    checking.given(Manifests.resources(BundledPatterns.read(reader)));
    checking.given(Bundle.policies());
    checking.given(read("estate", Bundle.estate()).resources());
    explanation.context().ifPresent(it -> checking.declared(observed(it)));
    StringBuilder said = new StringBuilder();
    for (Problem problem : checking.check(read("failing", explanation.failing())).problems()) {
      if (problem.rule().equals(explanation.name())) {
        String text = ProblemPrinter.text(problem);
        // the example's line means nothing to whoever has no file
        String place = problem.position().map(position -> position + ": ").orElse("");
        said.append(text.substring(place.length())).append('\n');
      }
    }
    return said.toString();
  }

  /** Objects with their status, which a reader of manifests leaves out, as an API server does. */
  private static List<TenonResource<?, ?>> observed(String yaml) {
    List<TenonResource<?, ?>> objects = new ArrayList<>();
    for (YamlDocument document : new YamlReader().read("context", yaml).documents()) {
      for (Class<? extends TenonResource<?, ?>> kind : Crds.kinds()) {
        if (HasMetadata.getKind(kind).equals(document.json().path("kind").asText())) {
          objects.add(ApiJson.newMapper().convertValue(document.json(), kind));
        }
      }
    }
    return objects;
  }

  private Manifests read(String name, String yaml) {
    List<ReadFile> files = new ArrayList<>();
    files.add(reader.read(new Source(name, yaml.getBytes(StandardCharsets.UTF_8))));
    return Manifests.of(files, List.of());
  }
}
