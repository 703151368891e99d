package dev.tenon.cli.parity;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tenon.cli.check.Checking;
import dev.tenon.cli.check.Given;
import dev.tenon.cli.manifests.BundledPatterns;
import dev.tenon.cli.manifests.Kinds;
import dev.tenon.cli.manifests.ManifestReader;
import dev.tenon.cli.manifests.Manifests;
import dev.tenon.cli.manifests.Source;
import dev.tenon.engine.problem.Action;
import dev.tenon.engine.problem.BuiltIn;
import dev.tenon.engine.problem.Origin;
import dev.tenon.engine.problem.Problem;
import dev.tenon.engine.problem.ProblemText;
import dev.tenon.engine.render.Renderer;
import dev.tenon.engine.review.Verdict;
import dev.tenon.operator.admission.WarningTexts;
import dev.tenon.plan.Ref;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * What {@code tenon check --estate KUBECONFIG} says of a change, in the words of an API server.
 *
 * @param denial what it refuses it for; empty where it does not
 * @param invalid whether it is refused by its schema already, before any review
 */
record Reviewed(String denial, List<String> warnings, boolean invalid) {
  /** Schemes that this organisation allows. */
  static final Set<String> SCHEMES = Set.of("http");

  private static final ManifestReader READER = new ManifestReader(new Kinds());

  static Reviewed of(ObjectNode change, Path estate, Instant now) throws IOException {
    Checking checking = new Checking(Renderer.with(SCHEMES), now);
    checking.given(Manifests.resources(BundledPatterns.read(READER)));
    new Given(READER, checking).estate(Optional.of(estate.toString())).policies("none");
    Manifests files =
        Manifests.of(
            List.of(
                READER.read(
                    new Source("change.yaml", change.toString().getBytes(StandardCharsets.UTF_8)))),
            List.of());
    List<Problem> problems = checking.check(files).problems();
    if (problems.stream().anyMatch(it -> it.origin() == Origin.Schema && it.refuses())) {
      return new Reviewed(problems.toString(), List.of(), true);
    }
    Ref ref = files.all().get(0).ref();
    Verdict verdict = new Verdict(problems.stream().map(Reviewed::admitted).toList());
    return new Reviewed(
        ProblemText.of(verdict.denials(), ref), WarningTexts.of(verdict, ref), false);
  }

  /** The one action that differs: what is not there may come. */
  private static Problem admitted(Problem problem) {
    return problem.rule().equals(BuiltIn.REFERENCE_NOT_FOUND) ? problem.with(Action.Warn) : problem;
  }
}
