package dev.tenon.cli.parity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tenon.testing.ApiServer;
import dev.tenon.testing.Run;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.awaitility.core.ConditionTimeoutException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * What {@code tenon check} says in a pull request is what an API server says when it is applied,
 * byte for byte.
 */
class ParityTest {
  static final Instant NOW = Instant.parse("2026-11-24T06:00:00Z");

  /** Answers that are meant to differ, and why. */
  private static final Map<String, String> DIFFER =
      Map.of(
          "review/policy-reads-the-user", "files do not say who applies them",
          "review/policy-reads-the-change", "files do not say who applies them, nor when",
          "review/unchanged-spec-is-never-refused", "admission is not asked where nothing changes");

  /** Watches may be late by so much on a busy machine. */
  private static final Duration LATE = Duration.ofSeconds(20);

  private static final Duration STEADY = Duration.ofMillis(100);

  @TempDir private Path folder;

  @Test
  void theEmbeddedApiSaysWhatCheckSays() throws Exception {
    try (EmbeddedSide side = new EmbeddedSide(folder)) {
      compare("the embedded API", side.api(), Duration.ZERO, refused -> List.of());
    }
  }

  @Test
  void aClusterSaysWhatCheckSaysAndRefusesWhatItRefuses() throws Exception {
    Optional<Path> assets = ApiServer.assets();
    assumeTrue(assets.isPresent(), "no KUBEBUILDER_ASSETS");
    try (RealSide side = RealSide.start(assets.get())) {
      compare("a kube-apiserver", side.api(), LATE, refused -> applied(side, refused));
    }
  }

  /** What else is to be seen of a fixture that check refuses. */
  private interface Further {
    List<String> differences(Refused refused);
  }

  private record Refused(Fixture fixture, String denial) {}

  private static void compare(String whom, Api api, Duration late, Further further)
      throws Exception {
    List<String> differences = new ArrayList<>();
    int compared = 0;
    int refused = 0;
    int invalid = 0;
    for (Fixture fixture : Fixture.all()) {
      api.declare(fixture);
      Reviewed checked = Reviewed.of(fixture.change(), api.kubeconfig(), NOW);
      if (DIFFER.containsKey(fixture.name())) {
        continue;
      }
      compared++;
      if (checked.invalid()) {
        invalid++;
      } else if (!checked.denial().isEmpty()) {
        refused++;
      }
      difference(api, fixture, checked, late).ifPresent(differences::add);
      if (!checked.denial().isEmpty() && !checked.invalid()) {
        differences.addAll(further.differences(new Refused(fixture, checked.denial())));
      }
    }
    System.out.printf(
        "parity of check with %s: %d fixtures compared, %d of them refused by review, %d by schema,"
            + " %d differ on purpose%n",
        whom, compared, refused, invalid, DIFFER.size());
    assertThat(String.join("\n", differences)).isEmpty();
    assertThat(refused).isGreaterThan(30);
  }

  private static Optional<String> difference(
      Api api, Fixture fixture, Reviewed checked, Duration late) {
    Object expected = checked.invalid() ? "invalid" : List.of(checked.denial(), checked.warnings());
    try {
      await()
          .pollDelay(Duration.ZERO)
          .pollInterval(Duration.ofMillis(25))
          .during(late.isZero() ? Duration.ZERO : STEADY)
          .atMost(late.plusSeconds(1))
          .until(() -> said(api.dryRun(fixture.change())).equals(expected));
      return Optional.empty();
    } catch (ConditionTimeoutException e) {
      return Optional.of(
          "%s%n  check: %s%n  answer: %s"
              .formatted(fixture.name(), expected, said(api.dryRun(fixture.change()))));
    }
  }

  private static Object said(Api.Answer answer) {
    return switch (answer.code()) {
      case 400, 422 -> "invalid";
      default -> List.of(answer.denial(), answer.warnings());
    };
  }

  /** What kubectl says when it really applies it. */
  private static List<String> applied(RealSide side, Refused refused) {
    ObjectNode change = refused.fixture().change();
    Run run =
        side.server()
            .kubectlWith(
                change.toString(),
                "apply",
                "--server-side",
                "--field-manager=parity",
                "--force-conflicts",
                "-f",
                "-");
    boolean said = run.exit() != 0 && run.err().contains("denied the request: " + refused.denial());
    return said
        ? List.of()
        : List.of(refused.fixture().name() + ": kubectl apply ended with " + run);
  }
}
