package dev.tenon.plan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PlanTest {
  static Plan plan() {
    SortedMap<String, Call> calls = new TreeMap<>();
    calls.put("receive-1", new Call.Receive("receive", "github", "/support/x", 1 << 20, 64));
    calls.put("receive-2", new Call.Put("receive", "deliver", ".id", Duration.ofDays(30)));
    calls.put("deliver-1", new Call.Take("deliver", "deliver", false, 8));
    calls.put(
        "deliver-2",
        new Call.Send(
            "deliver",
            "helpdesk",
            Optional.of(
                new Call.Request(
                    "POST", "/tickets", new TreeMap<>(), new TreeMap<>(), Optional.empty()))));
    return new Plan(
            Ref.integration("support", "x"),
            Revision.NONE,
            "- route: {}\n",
            calls,
            List.of(
                new SystemSpec(
                    "helpdesk",
                    "https://help.example",
                    new TreeMap<>(),
                    new Credentials.OAuth2(
                        "helpdesk",
                        Credentials.OAuth2.Grant.ClientCredentials,
                        "https://help.example/token",
                        new TreeSet<>(Set.of("api")),
                        Optional.empty(),
                        Optional.empty()),
                    Optional.of(
                        new Webhook(
                            Webhook.Type.GitHub, "hook", Duration.ofMinutes(5), Optional.empty())),
                    new TreeSet<>(Set.of(403)))),
            List.of(
                new Consumer(
                    "receive",
                    Consumer.Kind.Events,
                    Optional.of("/support/x"),
                    Optional.of("receive-1"))),
            new TreeSet<>(Set.of(new SecretKey("helpdesk", "clientId"))),
            Resilience.DEFAULT,
            new Needs(true, true, new TreeSet<>(), new TreeSet<>(Set.of("jq"))),
            new Facts(
                new TreeSet<>(Set.of("events", "inbox", "system")),
                new TreeSet<>(Set.of("jq")),
                List.of(),
                List.of(),
                List.of(),
                new TreeSet<>(Set.of("deliver")),
                Resilience.DEFAULT,
                false,
                false))
        .sealed();
  }

  @Test
  void isTheSameAfterItWasWrittenAndRead(@TempDir Path folder) throws Exception {
    SortedMap<LimitId, Grant.Share> shares = new TreeMap<>();
    shares.put(
        new LimitId("helpdesk", "daily"),
        new Grant.Share(Grant.Unit.Calls, 100, Optional.of(Duration.ofDays(1)), 1));
    Grant grant = new Grant(plan().of(), shares, 2);

    PlanFolder.write(folder, plan(), grant);

    assertThat(PlanFolder.readPlan(folder)).isEqualTo(plan());
    assertThat(PlanFolder.readGrant(folder)).isEqualTo(grant);
  }

  @Test
  void hasARevisionThatItsContentAloneDecides() {
    assertThat(plan().revision()).isEqualTo(plan().revision());
    assertThat(plan().revision().hash()).hasSize(12);
    assertThat(plan().sealed()).isEqualTo(plan());
  }

  @Test
  void isRefusedWhenItWasChangedAfterRendering(@TempDir Path folder) throws Exception {
    PlanFolder.write(folder, plan(), Grant.unlimited(plan().of()));
    Files.writeString(folder.resolve(PlanFolder.ROUTES), "- route: {id: other}\n");

    assertThatThrownBy(() -> PlanFolder.readPlan(folder))
        .hasMessageContaining("changed after it was rendered");
  }

  @Test
  void durationsAreReadAsManifestsWriteThem() {
    assertThat(Durations.parse("500ms")).isEqualTo(Duration.ofMillis(500));
    assertThat(Durations.parse("30d")).isEqualTo(Duration.ofDays(30));
    assertThat(Durations.format(Duration.ofSeconds(90))).isEqualTo("90s");
    assertThat(Durations.format(Duration.ofHours(48))).isEqualTo("2d");
    for (String wrong : List.of("", "0s", "-5m", "5", "5 m", "1.5h", "1w", "05s")) {
      assertThat(Durations.read(wrong)).as(wrong).isEmpty();
    }
  }
}
