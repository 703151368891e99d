package dev.tenon.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.tenon.api.v1alpha1.Integration;
import dev.tenon.engine.review.Enforcement;
import dev.tenon.sandbox.webhook.Event;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The quickstart's own manifests. */
class QuickstartTest extends SampleScene {
  private static final Path QUICKSTART = Path.of("../samples/quickstart");

  @Override
  Path sample() {
    return QUICKSTART;
  }

  @Override
  void connect() {
    sandbox.vendor("helpdesk").webhook("tickets").to(route("/support/tickets-to-chat/helpdesk"));
  }

  private void applyAll() throws Exception {
    namespace("support");
    namespace("growth");
    apply(PATTERNS, ".yaml");
    for (String file : List.of("secrets.yaml", "teams.yaml", "systems.yaml", "integrations.yaml")) {
      apply(QUICKSTART, file);
    }
  }

  private static String tickets() throws Exception {
    return Files.readString(QUICKSTART.resolve("integrations.yaml")).split("(?m)^---$")[1];
  }

  private void awaitAllReady() {
    awaitSaid("support", "contacts-to-helpdesk", "Ready", "True Running");
    awaitSaid("support", "tickets-to-chat", "Ready", "True Running");
    awaitSaid("growth", "customers-to-chat", "Ready", "True Running");
  }

  @Test
  void theQuickstartRunsAndDelivers() throws Exception {
    applyAll();
    awaitAllReady();
    assertThat(said("growth", "customers-to-chat", "Owned")).isEqualTo("False SingleMember");
    assertThat(said("support", "contacts-to-helpdesk", "Owned")).isEqualTo("True Owned");

    await()
        .atMost(PATIENCE)
        .until(() -> sandbox.vendor("helpdesk").records("customers").size() >= 12);
    sandbox.vendor("helpdesk").webhook("tickets").send(Event.next()).get();
    await().atMost(PATIENCE).until(() -> !sandbox.vendor("chat").records("messages").isEmpty());
    awaitSaid("support", "contacts-to-helpdesk", "Healthy", "True Healthy");
    await()
        .atMost(PATIENCE)
        .until(
            () ->
                integration("support", "tickets-to-chat")
                    .status()
                    .flatMap(s -> s.messages())
                    .filter(m -> m.delivered() > 0)
                    .isPresent());
  }

  @Test
  void anOutageHoldsMessagesAndEndsByItself() throws Exception {
    applyAll();
    awaitAllReady();
    applyText(
        tickets()
            .replace(
                "stage: Production",
                "stage: Production\n  resilience: {hold: {retryInterval: 1s}}"));
    awaitSaid("support", "tickets-to-chat", "Ready", "True Running");
    sandbox.vendor("chat").stop();
    sandbox.vendor("helpdesk").webhook("tickets").send(Event.next()).get();
    awaitSaid("support", "tickets-to-chat", "Healthy", "False SystemUnavailable");
    assertThat(said("support", "tickets-to-chat", "Ready")).isEqualTo("True Running");
    assertThat(sandbox.vendor("chat").records("messages")).isEmpty();
    sandbox.vendor("chat").start();
    // held messages are tried again every minute by this pattern; a new one is the probe that finds
    // out sooner
    await()
        .atMost(Duration.ofSeconds(90))
        .until(() -> !sandbox.vendor("chat").records("messages").isEmpty());
    awaitSaid("support", "tickets-to-chat", "Healthy", "True Healthy");
  }

  @Test
  void aMistakeStallsAndTheLastGoodRevisionKeepsRunningAlsoAfterARestart() throws Exception {
    applyAll();
    awaitAllReady();
    String running =
        integration("support", "tickets-to-chat").status().get().revision().get().running().get();
    String good = tickets();
    String mistake = good.replace("sink: chat", "sink: chat\n      colour: red");
    assertThatThrownBy(() -> applyText(mistake))
        .hasMessageContaining("invalid-parameters spec.pattern.parameters.colour: ");
    assertThat(said("support", "tickets-to-chat", "Ready")).isEqualTo("True Running");

    // where refusals only warn, as during a restore, it is stored all the same
    plane.close();
    startPlane(Enforcement.Warn);
    applyText(mistake);
    awaitSaid("support", "tickets-to-chat", "Stalled", "True InvalidParameters");
    assertThat(said("support", "tickets-to-chat", "Available")).isEqualTo("True OlderRevision");

    plane.close();
    startPlane();
    awaitSaid("support", "tickets-to-chat", "Available", "True OlderRevision");
    assertThat(integration("support", "tickets-to-chat").status().get().revision().get().running())
        .contains(running);
    sandbox.vendor("helpdesk").webhook("tickets").send(Event.next()).get();
    await().atMost(PATIENCE).until(() -> !sandbox.vendor("chat").records("messages").isEmpty());

    applyText(good);
    awaitSaid("support", "tickets-to-chat", "Ready", "True Running");
  }

  @Test
  void whatIsDeletedStopsAndWhatIsMissingIsWaitedFor() throws Exception {
    applyAll();
    awaitAllReady();
    client().secrets().inNamespace("support").withName("chat").delete();
    awaitSaid("support", "tickets-to-chat", "ResolvedRefs", "False SecretMissing");
    assertThat(said("support", "tickets-to-chat", "Ready")).isEqualTo("True Running");

    client()
        .resources(Integration.class)
        .inNamespace("support")
        .withName("contacts-to-helpdesk")
        .delete();
    await().atMost(PATIENCE).until(() -> integration("support", "contacts-to-helpdesk") == null);
    assertThat(Files.exists(home.resolve("run/support/contacts-to-helpdesk"))).isFalse();
  }

  @Test
  void aQuietEstateIsNotWrittenTo() throws Exception {
    applyAll();
    awaitAllReady();
    sandbox.stopAll();
    client().resources(Integration.class).inNamespace("growth").delete();
    awaitSaid("support", "contacts-to-helpdesk", "Healthy", "False SystemUnavailable");
    sandbox.startAll();
    awaitSaid("support", "contacts-to-helpdesk", "Healthy", "True Healthy");
    String before = integration("support", "tickets-to-chat").getMetadata().getResourceVersion();
    // a label makes a reconcile that has nothing to write
    client()
        .resources(Integration.class)
        .inNamespace("support")
        .withName("tickets-to-chat")
        .edit(
            it -> {
              it.getMetadata().setLabels(java.util.Map.of("a", "b"));
              return it;
            });
    String labelled = integration("support", "tickets-to-chat").getMetadata().getResourceVersion();
    assertThat(labelled).isNotEqualTo(before);
    await()
        .during(Duration.ofSeconds(2))
        .atMost(PATIENCE)
        .until(
            () ->
                integration("support", "tickets-to-chat")
                    .getMetadata()
                    .getResourceVersion()
                    .equals(labelled));
  }
}
