package dev.tenon.operator.admission;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tenon.operator.admission.AdmissionReviews.Malformed;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AdmissionReviewsTest {
  private static ObjectNode team() {
    return Cases.one("{kind: Team, metadata: {name: support}, spec: {members: [{id: a}]}}");
  }

  @Test
  void readsWhatAnApiServerSends() throws Exception {
    ObjectNode review = Cases.review("UPDATE", Optional.of(team()), Optional.of(team()));
    ObjectNode user = (ObjectNode) Cases.request(review).path("userInfo");
    user.put("uid", "7").withArray("/groups").add("a").add("b");
    user.putObject("extra").putArray("scopes.example").add("x");
    Cases.request(review).put("dryRun", true).put("subResource", "status");

    AdmissionRequest request = AdmissionReviews.read(Cases.bytes(review));

    assertThat(request.operation()).isEqualTo(AdmissionRequest.Verb.UPDATE);
    assertThat(request.user())
        .isEqualTo(
            new User(
                "ana@corp.example",
                "7",
                List.of("a", "b"),
                Map.of("scopes.example", List.of("x"))));
    assertThat(request.dryRun()).isTrue();
    assertThat(request.subresource()).isEqualTo("status");
    assertThat(request.object()).contains(team());
    assertThat(request.oldObject()).contains(team());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        " ",
        "null",
        "[]",
        "7",
        "\"x\"",
        "{",
        "{}",
        "{} {}",
        "\u0000",
        "<xml/>",
        "{\"apiVersion\":\"admission.k8s.io/v1\",\"kind\":\"AdmissionReview\"}",
        "{\"apiVersion\":\"admission.k8s.io/v1\",\"kind\":\"AdmissionReview\",\"request\":[]}",
        "{\"apiVersion\":\"admission.k8s.io/v1\",\"kind\":\"AdmissionReview\",\"request\":{}}",
        "{\"apiVersion\":\"admission.k8s.io/v1\",\"kind\":\"AdmissionReview\",\"request\":{\"uid\":7}}",
        "{\"apiVersion\":\"admission.k8s.io/v1\",\"kind\":\"AdmissionReview\",\"request\":{\"uid\":\"a\",\"uid\":\"b\",\"operation\":\"CREATE\"}}",
        "{\"apiVersion\":\"admission.k8s.io/v1\",\"kind\":\"AdmissionReview\",\"request\":{\"uid\":\"a\",\"operation\":\"DESTROY\"}}",
        "{\"apiVersion\":\"admission.k8s.io/v1\",\"kind\":\"AdmissionReview\",\"request\":{\"uid\":\"a\",\"operation\":\"CREATE\",\"object\":[]}}",
        "{\"apiVersion\":\"admission.k8s.io/v1\",\"kind\":\"AdmissionReview\",\"request\":{\"uid\":\"a\",\"operation\":\"CREATE\",\"dryRun\":\"no\"}}",
        "{\"apiVersion\":\"admission.k8s.io/v1\",\"kind\":\"AdmissionReview\",\"request\":{\"uid\":\"a\",\"operation\":\"CREATE\",\"userInfo\":{\"groups\":[1]}}}",
        "{\"apiVersion\":\"admission.k8s.io/v1beta1\",\"kind\":\"AdmissionReview\",\"request\":{\"uid\":\"a\",\"operation\":\"CREATE\"}}"
      })
  void whatIsNoReviewIsSaidToBeNone(String body) {
    assertThatThrownBy(() -> AdmissionReviews.read(body.getBytes(StandardCharsets.UTF_8)))
        .isInstanceOf(Malformed.class)
        .hasMessageStartingWith("it");
  }

  @Test
  void nestingWithoutEndIsNotFollowed() {
    String deep = "{\"a\":".repeat(100_000) + "1" + "}".repeat(100_000);
    assertThatThrownBy(() -> AdmissionReviews.read(deep.getBytes(StandardCharsets.UTF_8)))
        .isInstanceOf(Malformed.class)
        .hasMessageContaining("nesting depth");
  }

  @Test
  void aNumberOfManyDigitsIsNotRead() {
    String big = "{\"a\":" + "9".repeat(1_000_000) + "}";
    assertThatThrownBy(() -> AdmissionReviews.read(big.getBytes(StandardCharsets.UTF_8)))
        .isInstanceOf(Malformed.class);
  }

  @Test
  void writesARefusalAsKubernetesReadsIt() throws Exception {
    AdmissionResponse refusal =
        AdmissionResponse.refuse(
            "no\n  fix: yes", List.of("mind"), new TreeMap<>(Map.of("a", "b")));
    JsonNode review = Cases.json(AdmissionReviews.write("u1", refusal));
    assertThat(review)
        .isEqualTo(
            Cases.json(
                """
                {"apiVersion":"admission.k8s.io/v1","kind":"AdmissionReview","response":{"uid":"u1","allowed":false,
                "status":{"status":"Failure","code":403,"reason":"Forbidden","message":"no\\n  fix: yes"},
                "warnings":["mind"],"auditAnnotations":{"a":"b"}}}
                """
                    .getBytes(StandardCharsets.UTF_8)));
    assertThat(Cases.json(AdmissionReviews.write("u1", AdmissionResponse.untouched())))
        .isEqualTo(
            Cases.json(
                "{\"apiVersion\":\"admission.k8s.io/v1\",\"kind\":\"AdmissionReview\",\"response\":{\"uid\":\"u1\",\"allowed\":true}}"
                    .getBytes(StandardCharsets.UTF_8)));
  }
}
