package dev.tenon.runner;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tenon.camel.state.DeadLetters;
import dev.tenon.camel.state.SqlStateStore;
import dev.tenon.camel.state.StateStore;
import dev.tenon.plan.Grant;
import dev.tenon.plan.Plan;
import dev.tenon.plan.Ref;
import dev.tenon.plan.RunnerReport;
import dev.tenon.sandbox.Sandbox;
import dev.tenon.sandbox.Vendor;
import dev.tenon.sandbox.config.Fault;
import dev.tenon.sandbox.config.SandboxConfig;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The sample patterns, rendered and run against vendors: they keep what they promise. */
class PatternsTest {
  private static final Duration PATIENCE = Duration.ofSeconds(90);
  private static final Ref JOB = Ref.integration("sales", "job");
  private static final String QUICK =
      """
      resilience:
        retry: {maxAttempts: 2, initialBackoff: 50ms, maxBackoff: 100ms}
        circuitBreaker: {minimumNumberOfCalls: 100, slidingWindowSize: 100}
        hold: {retryInterval: 300ms, maxAge: 1h}
      """;

  private final Sandbox sandbox =
      Sandbox.start(
          SandboxConfig.parse(
              """
              vendors:
                crm:
                  auth: {type: Bearer, token: t0ken}
                  collections:
                    contacts: {paging: {size: 2}}
                desk:
                  auth: {type: Bearer, token: t0ken}
                  collections:
                    leads: {externalIds: [Contact__c]}
                    tickets: {}
                chat: {collections: {posts: {}}}
              """));
  private final Vendor crm = sandbox.vendor("crm");
  private final Vendor desk = sandbox.vendor("desk");
  @TempDir Path folder;
  private StateStore store;
  private RunnerHost host;
  private Rendered rendered;

  @BeforeEach
  void open() throws Exception {
    Files.createDirectories(folder.resolve("drop"));
    store = SqlStateStore.h2(folder.resolve("state"));
    host =
        RunnerHost.open(
            RunnerSettings.DEFAULT
                .keeping(store)
                .grace(Duration.ofSeconds(10))
                .reading(of -> key -> Optional.of("t0ken")));
    rendered =
        new Rendered(
            """
            apiVersion: tenon.dev/v1alpha1
            kind: System
            metadata: {name: crm}
            spec:
              vendor: CRM
              owner: {team: testers}
              endpoint: {uri: "%s"}
              credentials: {type: Bearer, secretRef: {name: crm}}
            ---
            apiVersion: tenon.dev/v1alpha1
            kind: System
            metadata: {name: desk}
            spec:
              vendor: Desk
              owner: {team: testers}
              endpoint: {uri: "%s"}
              credentials: {type: Bearer, secretRef: {name: desk}}
            ---
            apiVersion: tenon.dev/v1alpha1
            kind: System
            metadata: {name: chat}
            spec:
              vendor: Chat
              owner: {team: testers}
              endpoint: {uri: "%s"}
            ---
            apiVersion: tenon.dev/v1alpha1
            kind: System
            metadata: {name: drop}
            spec:
              vendor: A folder
              owner: {team: testers}
              endpoint: {uri: "file:%s", parameters: {move: done, delay: "200", readLock: none}}
            """
                .formatted(crm.uri(), desk.uri(), sandbox.uri("chat"), folder.resolve("drop")));
  }

  @AfterEach
  void close() {
    host.close();
    store.close();
    sandbox.close();
  }

  @Test
  void pollAndUpsertReadsAllPagesAndThenOnlyWhatChanged() throws Exception {
    for (int i = 1; i <= 5; i++) {
      crm.put("contacts", contact(i, "name " + i));
    }
    start(polling());

    await().atMost(PATIENCE).until(() -> desk.records("leads").size() == 5);
    await().atMost(PATIENCE).until(() -> report().messages().delivered() == 5);
    await()
        .atMost(PATIENCE)
        .until(() -> report().passes().values().stream().anyMatch(p -> p.completed().isPresent()));

    crm.put("contacts", contact(3, "another name"));
    await().atMost(PATIENCE).until(() -> lead(3).path("LastName").asText().equals("another name"));
    assertThat(desk.records("leads")).as("an upsert makes no second one").hasSize(5);
    assertThat(desk.byKey().values())
        .as("each version was written once")
        .hasSize(6)
        .allMatch(tally -> tally.applied() == 1);

    // a restart goes on where it was
    host.close();
    long before = desk.appliedCount();
    host =
        RunnerHost.open(
            RunnerSettings.DEFAULT
                .keeping(store)
                .grace(Duration.ofSeconds(10))
                .reading(of -> key -> Optional.of("t0ken")));
    start(polling());
    crm.put("contacts", contact(6, "new"));
    await().atMost(PATIENCE).until(() -> desk.records("leads").size() == 6);
    assertThat(desk.appliedCount()).isEqualTo(before + 1);
  }

  @Test
  void aPollGoesOnWhenItsSourceIsBackAndReadsAgainWhenTold() throws Exception {
    crm.put("contacts", contact(1, "one"));
    crm.stop();
    start(polling());
    await()
        .atMost(PATIENCE)
        .until(() -> report().passes().values().stream().anyMatch(p -> p.failure().isPresent()));
    assertThat(report().systems()).containsKey("crm");

    crm.start();
    await().atMost(PATIENCE).until(() -> desk.records("leads").size() == 1);
    await().atMost(PATIENCE).until(() -> report().systems().isEmpty());

    long asked = crm.receivedCount();
    assertThat(host.readAgain(JOB, "\"2000-01-01T00:00:00Z\"")).isEmpty();
    await().atMost(PATIENCE).until(() -> crm.receivedCount() > asked);
    await().atMost(PATIENCE).until(() -> report().messages().duplicates() >= 1);
    assertThat(desk.appliedCount()).as("a key that is known is not written again").isEqualTo(1);

    host.pause(JOB);
    long paused = crm.receivedCount();
    crm.put("contacts", contact(2, "two"));
    host.resume(JOB);
    await().atMost(PATIENCE).until(() -> desk.records("leads").size() == 2);
    assertThat(crm.receivedCount()).isGreaterThan(paused);
  }

  @Test
  void fileDropImportStoresEveryRowOfCsv() throws Exception {
    start(importing("csv"));
    drop("a.csv", "\ufeffno,name\n1,Ada\n2,\"Bo, the second\"\n3,Cy\n");

    await().atMost(PATIENCE).until(() -> desk.records("tickets").size() == 3);
    assertThat(names()).containsExactly("Ada", "Bo, the second", "Cy");
    await().atMost(PATIENCE).until(() -> Files.exists(folder.resolve("drop/done/a.csv")));

    drop("b.csv", "no,name\n3,Cy\n4,Di\n");
    await().atMost(PATIENCE).until(() -> desk.records("tickets").size() == 4);
    await().atMost(PATIENCE).until(() -> report().messages().duplicates() == 1);
  }

  @Test
  void aLineThatIsNoJsonIsADeadLetterAndTheOthersGoOn() throws Exception {
    start(importing("jsonLines"));
    drop("a.jsonl", "{\"no\": 1, \"name\": \"Ada\"}\n\nno json\n{\"no\": 2, \"name\": \"Bo\"}\n");

    await().atMost(PATIENCE).until(() -> desk.records("tickets").size() == 2);
    assertThat(names()).containsExactly("Ada", "Bo");
    await().atMost(PATIENCE).until(() -> report().messages().deadLetters() == 1);
    await().atMost(PATIENCE).until(() -> Files.exists(folder.resolve("drop/done/a.jsonl")));
    assertThat(store.deadLetters().list(JOB, DeadLetters.Selection.ALL, 0, 10).get(0).reason())
        .contains("not JSON");
  }

  @Test
  void aRowThatTheSinkRefusesIsADeadLetterAndTheOthersGoOn() throws Exception {
    desk.fault(Fault.status(422).times(1));
    start(importing("csv"));
    drop("a.csv", "no,name\n1,Ada\n2,Bo\n");

    await().atMost(PATIENCE).until(() -> desk.records("tickets").size() == 1);
    await().atMost(PATIENCE).until(() -> report().messages().deadLetters() == 1);
    assertThat(host.replay(JOB, DeadLetters.Selection.ALL, 10)).isEqualTo(1);
    await().atMost(PATIENCE).until(() -> desk.records("tickets").size() == 2);
  }

  private Plan polling() {
    return rendered.plan(
        "sales",
        "job",
        "poll-and-upsert",
        """
        {
          source: crm,
          read: {
            path: /contacts,
            query: {since: $checkpoint, cursor: $next},
            items: .items, next: .next, checkpoint: .updatedAt, from: '2000-01-01T00:00:00Z'
          },
          period: 1s,
          key: .id + "@" + .updatedAt,
          map: '{LastName: .name, Contact__c: .id}',
          sink: desk,
          write: {method: PATCH, path: '/leads/Contact__c/{Contact__c}', body: del(.Contact__c)}
        }
        """
            .replace("\n", " "),
        QUICK);
  }

  private Plan importing(String format) {
    return rendered.plan(
        "sales",
        "job",
        "file-drop-import",
        "{source: drop, format: "
            + format
            + ", key: .no, map: '{name}', sink: desk, write: {method: POST, path: /tickets}}",
        QUICK);
  }

  private static ObjectNode contact(int id, String name) {
    return new ObjectMapper().createObjectNode().put("id", "" + id).put("name", name);
  }

  private JsonNode lead(int contact) {
    return StreamSupport.stream(desk.records("leads").spliterator(), false)
        .filter(lead -> lead.path("Contact__c").asText().equals("" + contact))
        .findFirst()
        .orElseThrow();
  }

  private List<String> names() {
    return StreamSupport.stream(desk.records("tickets").spliterator(), false)
        .map(ticket -> ticket.path("name").asText())
        .toList();
  }

  private void drop(String name, String text) throws Exception {
    Path part = folder.resolve(name);
    Files.writeString(part, text);
    Files.move(
        part,
        folder.resolve("drop").resolve(name),
        java.nio.file.StandardCopyOption.REPLACE_EXISTING,
        java.nio.file.StandardCopyOption.ATOMIC_MOVE);
  }

  private RunnerReport report() {
    return host.report(JOB).orElseThrow();
  }

  private void start(Plan plan) {
    assertThat(host.start(plan, Grant.unlimited(plan.of())).cause()).isEmpty();
  }
}
