package dev.tenon.local.api;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tenon.local.api.admission.Admission;
import dev.tenon.local.api.admission.AdmissionRequest;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Function;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Reviewers in process are asked where a cluster asks webhooks, and their answers look the same.
 */
class AdmissionTest implements Admission {
  private static final String THINGS = "/apis/example.test/v1/things";

  @TempDir Path home;
  private final List<AdmissionRequest> asked = new CopyOnWriteArrayList<>();
  private Function<AdmissionRequest, Answer> answer = request -> Answer.allow(List.of());
  private EmbeddedApi api;
  private ApiClient client;

  @Override
  public String name() {
    return "review.tenon.dev";
  }

  @Override
  public boolean reviews(String group, String resource, String subresource) {
    return group.equals("example.test") && subresource.isEmpty();
  }

  @Override
  public Answer review(AdmissionRequest request) {
    asked.add(request);
    return answer.apply(request);
  }

  @BeforeEach
  void start() throws Exception {
    api = EmbeddedApi.start(EmbeddedApiOptions.in(home).withAdmissions(List.of(this)));
    client = new ApiClient(api.kubeconfig());
    client.post(Definitions.PATH, Definitions.open("Thing", "things"));
  }

  @AfterEach
  void stop() {
    api.close();
  }

  @Test
  void aDenialIsWordedAsThatOfAWebhookAndStoresNothing() throws Exception {
    answer =
        request ->
            Answer.deny("production-has-deputy spec.owner.deputy: …", List.of("mind the gap"));
    ApiClient.Answer refused = client.post(THINGS, Definitions.object("Thing", "a"));
    assertThat(refused.code()).isEqualTo(403);
    assertThat(refused.message())
        .isEqualTo(
            "admission webhook \"review.tenon.dev\" denied the request: production-has-deputy"
                + " spec.owner.deputy: …");
    assertThat(refused.headers().get("warning")).containsExactly("299 - \"mind the gap\"");
    assertThat(client.get(THINGS + "/a").code()).isEqualTo(404);
  }

  @Test
  void warningsReachTheClientOfAnAllowedWrite() throws Exception {
    answer = request -> Answer.allow(List.of("reference-not-found: say \"please\""));
    ApiClient.Answer made = client.post(THINGS, Definitions.object("Thing", "a"));
    assertThat(made.code()).isEqualTo(201);
    assertThat(made.headers().get("warning"))
        .containsExactly("299 - \"reference-not-found: say \\\"please\\\"\"");
  }

  @Test
  void theSchemaIsAskedFirst() throws Exception {
    ApiClient.Answer refused =
        client.post(
            THINGS,
            Definitions.object("Thing", "a").replace("\"spec\":{}", "\"spec\":{\"size\":11}"));
    assertThat(refused.code()).isEqualTo(422);
    assertThat(asked).isEmpty();
  }

  @Test
  void everyKindOfWriteIsReviewedWithOldAndNewState() throws Exception {
    client.post(THINGS + "?fieldManager=x", Definitions.object("Thing", "a"));
    client.merge(THINGS + "/a", "{\"spec\":{\"size\":1}}");
    client.send(
        "PATCH",
        THINGS + "/a?fieldManager=y&dryRun=All",
        Definitions.object("Thing", "a"),
        "Content-Type",
        "application/apply-patch+yaml");
    client.send("DELETE", THINGS + "/a", "");
    assertThat(asked)
        .extracting(AdmissionRequest::operation)
        .containsExactly(
            AdmissionRequest.Operation.CREATE,
            AdmissionRequest.Operation.UPDATE,
            AdmissionRequest.Operation.UPDATE,
            AdmissionRequest.Operation.DELETE);
    AdmissionRequest create = asked.get(0);
    assertThat(create.oldObject()).isEmpty();
    assertThat(create.object().orElseThrow().path("metadata").path("uid").asText()).isNotEmpty();
    assertThat(create.options().path("fieldManager").asText()).isEqualTo("x");
    assertThat(create.dryRun()).isFalse();
    AdmissionRequest update = asked.get(1);
    assertThat(update.oldObject().orElseThrow().path("spec").has("size")).isFalse();
    assertThat(update.object().orElseThrow().path("spec").path("size").asInt()).isEqualTo(1);
    assertThat(asked.get(2).dryRun()).isTrue();
    AdmissionRequest delete = asked.get(3);
    assertThat(delete.object()).isEqualTo(Optional.empty());
    assertThat(delete.oldObject()).isPresent();
    assertThat(delete.name()).isEqualTo("a");
    assertThat(delete.resource()).isEqualTo("things");
  }

  @Test
  void aStatusIsReviewedOnlyWhereTheReviewerAsksForIt() throws Exception {
    client.post(THINGS, Definitions.object("Thing", "a"));
    asked.clear();
    ApiClient.Answer status = client.merge(THINGS + "/a/status", "{\"status\":{\"x\":1}}");
    assertThat(status.code()).isEqualTo(200);
    assertThat(asked).isEmpty();
  }

  @Test
  void aUserThatIsImpersonatedIsTheOneWhoAsks() throws Exception {
    client.post(
        THINGS,
        Definitions.object("Thing", "a"),
        "Impersonate-User",
        "ada@corp.example",
        "Impersonate-Group",
        "architecture",
        "Impersonate-Extra-Team",
        "platform");
    assertThat(asked.get(0).user().name()).isEqualTo("ada@corp.example");
    assertThat(asked.get(0).user().groups())
        .containsExactly("architecture", "system:authenticated");
    assertThat(asked.get(0).user().extra()).containsEntry("team", List.of("platform"));
    client.post(THINGS, Definitions.object("Thing", "b"));
    assertThat(asked.get(1).user().groups()).contains("system:masters");
  }

  @Test
  void aReviewerThatFailsStoresNothing() throws Exception {
    answer =
        request -> {
          throw new IllegalStateException("out of order");
        };
    assertThat(client.post(THINGS, Definitions.object("Thing", "a")).code()).isEqualTo(500);
    assertThat(client.get(THINGS + "/a").code()).isEqualTo(404);
  }

  @Test
  void theGarbageCollectorIsReviewedAsItself() throws Exception {
    client.post(Definitions.PATH, Definitions.open("Other", "others"));
    client.post(
        THINGS,
        "{\"apiVersion\":\"example.test/v1\",\"kind\":\"Thing\",\"metadata\":{\"name\":\"a\",\"ownerReferences\":"
            + "[{\"apiVersion\":\"example.test/v1\",\"kind\":\"Other\",\"name\":\"never\",\"uid\":\"x\"}]}}");
    org.awaitility.Awaitility.await()
        .atMost(java.time.Duration.ofSeconds(30))
        .until(() -> client.get(THINGS + "/a").code() == 404);
    assertThat(asked.get(asked.size() - 1).user().name())
        .isEqualTo("system:serviceaccount:kube-system:generic-garbage-collector");
  }
}
