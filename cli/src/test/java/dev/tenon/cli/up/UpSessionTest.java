package dev.tenon.cli.up;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.tenon.api.v1alpha1.Integration;
import dev.tenon.api.v1alpha1.IntegrationPattern;
import dev.tenon.cli.console.ExitCode;
import io.fabric8.kubernetes.api.model.Event;
import io.fabric8.kubernetes.api.model.ManagedFieldsEntry;
import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.awaitility.core.ConditionFactory;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The quickstart on a whole control plane in this process. */
class UpSessionTest {
  @TempDir private Path folder;
  private Path home;
  private Quickstart quickstart;

  @BeforeEach
  void copy() throws IOException {
    home = folder.resolve("home");
    quickstart = Quickstart.in(folder.resolve("quickstart"));
  }

  @Test
  void onceEndsWhenAllRunsAndTheNextStartKnowsItStill() {
    Run first = Run.once(home, quickstart.port(), quickstart.folder().toString());

    assertThat(first.err())
        .contains("tenon: sandbox http://127.0.0.1:")
        .contains("tenon: applied 6 Secrets, 2 Teams, 3 Systems, 3 Integrations")
        .contains("tenon: routes listen on http://127.0.0.1:" + quickstart.port());
    assertThat(first.code()).as(first.err()).isEqualTo(ExitCode.ALLOWED);
    assertThat(first.out().lines())
        .first()
        .isEqualTo("KUBECONFIG=" + home.resolve("kubeconfig").toAbsolutePath());
    assertThat(first.out())
        .containsPattern("support/contacts-to-helpdesk +Production +support .* True +Running")
        .containsPattern("support/tickets-to-chat +Production +support .* True +Running")
        .containsPattern("growth/customers-to-chat +Pilot +growth .* True +Running")
        .contains("growth/customers-to-chat Owned=False SingleMember");

    Run second = Run.once(home, quickstart.port());

    assertThat(second.code()).as(second.err()).isEqualTo(ExitCode.ALLOWED);
    assertThat(second.out()).containsPattern("support/tickets-to-chat .* True +Running");
  }

  @Test
  void whatIsRefusedIsExitCodeOneAndWhatCannotBeReadIsTwo() throws IOException {
    quickstart.edit("period: 5s", "period: five");
    Run refused = Run.once(home, quickstart.port(), quickstart.folder().toString());

    assertThat(refused.code()).isEqualTo(ExitCode.REFUSED);
    assertThat(refused.out()).containsPattern("support/tickets-to-chat .* True +Running");
    assertThat(refused.err())
        .containsPattern("integrations.yaml:\\d+:\\d+: ")
        .contains("spec.pattern.parameters.period: 'five' must be a duration")
        .contains("tenon: not applied: Integration support/contacts-to-helpdesk; applied: ");

    quickstart.edit("stage: Pilot", "stag: Pilot");
    Run unreadable = Run.once(home, quickstart.port(), quickstart.folder().toString());

    assertThat(unreadable.code()).isEqualTo(ExitCode.UNREADABLE);
    assertThat(unreadable.out()).isEmpty();
    assertThat(unreadable.err())
        .contains("integrations.yaml:")
        .contains("unknown-field Integration growth/customers-to-chat spec.stag")
        .contains("fix: Did you mean stage?")
        .endsWith("tenon: nothing was applied\n");
  }

  @Test
  void filesAreFollowedUntilItIsStopped() throws IOException {
    Run run = Run.live(home, quickstart.port(), quickstart.folder().toString());
    try {
      soon(run).until(() -> run.out().contains("support/tickets-to-chat") && ready(run, 3));
      // the sandbox sends tickets by itself
      soon(run)
          .until(() -> run.out().matches("(?s).*support/tickets-to-chat .* delivered=[1-9].*"));
      try (KubernetesClient client = client()) {
        assertThat(client.resources(IntegrationPattern.class).list().getItems())
            .extracting(pattern -> pattern.getMetadata().getName())
            .contains("poll-and-upsert", "file-drop-import");
        assertThat(integration(client).getMetadata().getManagedFields())
            .extracting(ManagedFieldsEntry::getManager)
            .contains("tenon-up");
        soon(run)
            .untilAsserted(
                () ->
                    assertThat(client.v1().events().inNamespace("support").list().getItems())
                        .extracting(Event::getReason)
                        .contains("Running"));

        quickstart.edit("in the chat within seconds", "in the chat at once");
        soon(run).until(() -> integration(client).spec().purpose().endsWith("at once"));

        quickstart.edit("stage: Pilot", "stag: Pilot");
        soon(run).until(() -> run.err().contains("save it again when it is mended"));
        assertThat(run.err()).contains("spec.stag: there is no such field");
        assertThat(client.resources(Integration.class).inAnyNamespace().list().getItems())
            .hasSize(3);

        Files.delete(quickstart.folder().resolve("integrations.yaml"));
        soon(run)
            .until(() -> run.err().contains("support/tickets-to-chat stands in no file any more"));
        assertThat(integration(client).getMetadata().getDeletionTimestamp()).isNull();
      }
    } finally {
      run.stop();
    }

    assertThat(run.code()).isEqualTo(ExitCode.ALLOWED);
    assertThat(run.err()).contains("tenon: stopping");
    HomeClaim.take(home).close();
  }

  private static boolean ready(Run run, int count) {
    return run.out().lines().filter(line -> line.contains(" ready=True ")).count() >= count;
  }

  private static Integration integration(KubernetesClient client) {
    return client
        .resources(Integration.class)
        .inNamespace("support")
        .withName("tickets-to-chat")
        .get();
  }

  private KubernetesClient client() {
    return new KubernetesClientBuilder()
        .withConfig(Config.fromKubeconfig(home.resolve("kubeconfig").toFile()))
        .build();
  }

  private static ConditionFactory soon(Run run) {
    return await()
        .atMost(Duration.ofMinutes(3))
        .pollInterval(Duration.ofMillis(50))
        .failFast(() -> assertThat(run.ended()).as(run.err()).isFalse());
  }
}
