package dev.tenon.operator.admission;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tenon.engine.change.Right;
import dev.tenon.engine.review.Enforcement;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

class AdmissionHandlerTest extends HandlerScene {
  @Test
  void whatIsRightIsLetThroughInSilence() throws Exception {
    assertThat(create(integration("mine", 10)))
        .isEqualTo(AdmissionResponse.allow(List.of(), new java.util.TreeMap<>()));
  }

  @Test
  void aDryRunIsAnsweredLikeTheWriteAndReservesNothing() throws Exception {
    for (String name : List.of("one", "two", "three")) {
      ObjectNode review =
          Cases.review("CREATE", Optional.of(integration(name, 900)), Optional.empty());
      Cases.request(review).put("dryRun", true);
      assertThat(ask(review).allowed()).isTrue();
    }
    put(integration("holder", 900));
    ObjectNode review =
        Cases.review("CREATE", Optional.of(integration("four", 900)), Optional.empty());
    Cases.request(review).put("dryRun", true);
    assertThat(ask(review).message()).contains("support/holder holds 900");
  }

  @Test
  void whatExistsNotYetIsAWarningOfOneShortLine() throws Exception {
    ObjectNode object = integration("mine", 10);
    object.with("spec").with("owner").put("deputy", "a".repeat(52));
    AdmissionResponse answer = create(object);
    assertThat(answer.allowed()).isTrue();
    assertThat(answer.warnings())
        .containsExactly(
            "reference-not-found spec.owner.deputy: Team " + "a".repeat(52) + " does not exist");
    assertThat(answer.audit()).containsEntry("warned", "reference-not-found");
  }

  @Test
  void aWarningIsCutButNeverTheDayFromWhichItRefuses() throws Exception {
    put(
        POLICY
            .replace("action: Deny", "action: Deny\n  effectiveDate: \"2027-01-01\"")
            .replace("need a deputy team", "need a deputy team " + "x".repeat(200)));
    AdmissionResponse answer = create(integration("mine", 10));
    assertThat(answer.allowed()).isTrue();
    assertThat(answer.warnings())
        .singleElement()
        .satisfies(
            warning -> {
              assertThat(warning).hasSize(120).endsWith("… (refused from 2027-01-01)");
              assertThat(warning).startsWith("production-has-deputy spec.owner.deputy: production");
            });
  }

  @Test
  void manyWarningsAreCountedAfterTheFirstTwenty() throws Exception {
    ObjectNode object = integration("mine", 10);
    for (int i = 0; i < 40; i++) {
      object.with("spec").withArray("/upstreams").addObject().put("name", "missing-" + i);
    }
    AdmissionResponse answer = create(object);
    assertThat(answer.warnings()).hasSize(21).last().isEqualTo("and 20 more");
  }

  @Test
  void whatIsWaivedIsTold() throws Exception {
    put(POLICY);
    put(WAIVER);
    AdmissionResponse answer = create(integration("mine", 10));
    assertThat(answer.allowed()).isTrue();
    assertThat(answer.warnings())
        .containsExactly(
            "production-has-deputy: waived until 2026-12-31 by Waiver support/no-deputy-yet");
    assertThat(answer.audit())
        .containsEntry("waived", "production-has-deputy by support/no-deputy-yet");
  }

  @Test
  void whatOnlyAuditsIsToldToTheAuditLogAlone() throws Exception {
    put(POLICY.replace("action: Deny", "action: Audit"));
    AdmissionResponse answer = create(integration("mine", 10));
    assertThat(answer.allowed()).isTrue();
    assertThat(answer.warnings()).isEmpty();
    assertThat(answer.audit()).containsEntry("audited", "production-has-deputy");
  }

  @Test
  void enforcementCanBeSetToWarn() throws Exception {
    put(POLICY);
    assertThat(create(integration("mine", 10)).code()).isEqualTo(403);
    enforcement = Enforcement.Warn;
    AdmissionResponse answer = create(integration("mine", 10));
    assertThat(answer.allowed()).isTrue();
    assertThat(answer.warnings()).singleElement().asString().startsWith("production-has-deputy");
  }

  @Test
  void anUnchangedSpecIsNotReviewedAtAll() throws Exception {
    put(POLICY);
    ObjectNode old = integration("mine", 10);
    ObjectNode now = old.deepCopy();
    now.with("metadata").with("labels").put("team", "support");
    assertThat(update(old, now)).isEqualTo(AdmissionResponse.untouched());
    now.with("spec").put("outcome", "fewer tickets");
    assertThat(update(old, now)).isNotEqualTo(AdmissionResponse.untouched());
  }

  @Test
  void whatIsBeingDeletedIsNotReviewed() throws Exception {
    put(POLICY);
    ObjectNode old = integration("mine", 10);
    old.with("metadata").put("deletionTimestamp", "2026-11-24T05:00:00Z");
    ObjectNode now = old.deepCopy();
    now.with("spec").put("outcome", "fewer tickets");
    assertThat(update(old, now)).isEqualTo(AdmissionResponse.untouched());
  }

  @Test
  void glassThatIsBrokenByAnAnnotationAloneIsReviewed() throws Exception {
    rights = (user, namespace, name, all) -> Set.of();
    ObjectNode old = integration("mine", 10);
    ObjectNode now = old.deepCopy();
    now.with("metadata").with("annotations").put("tenon.dev/break-glass", "INC-1");
    assertThat(update(old, now).message())
        .startsWith("break-glass-not-allowed metadata.annotations");
  }

  @Test
  void rightsAreAskedForOnlyWhereTheAnswerMayDependOnThem() throws Exception {
    create(integration("mine", 10));
    assertThat(asked).isEmpty();
    ObjectNode confirmed = integration("mine", 10);
    confirmed.with("spec").with("owner").put("confirmedDate", "2026-11-24");
    create(confirmed);
    assertThat(asked).containsExactly(Set.of(Right.Attest));
  }

  @Test
  void nothingIsLetThroughWhereRightsCannotBeFoundOut() throws Exception {
    rights =
        (user, namespace, name, all) -> {
          throw new Rights.RightsUnknown("no answer", new IllegalStateException());
        };
    ObjectNode confirmed = integration("mine", 10);
    confirmed.with("spec").with("owner").put("confirmedDate", "2026-11-24");
    AdmissionResponse answer = create(confirmed);
    assertThat(answer.allowed()).isFalse();
    assertThat(answer.code()).isEqualTo(500);
    assertThat(answer.message()).contains("try again");
  }

  @Test
  void aDeletionIsJudgedByTheOldObjectHoweverTheRequestNamesIt() throws Exception {
    put(integration("mine", 10));
    ObjectNode team = Cases.read(ESTATE).get(0);
    ObjectNode review = Cases.review("DELETE", Optional.empty(), Optional.of(team));
    assertThat(ask(review).message()).startsWith("in-use: is named as owner by");
    // as when a whole collection is deleted
    Cases.request(review).remove("name");
    assertThat(ask(review).message()).startsWith("in-use: is named as owner by");
    // as old API servers ask
    Cases.request(review).put("name", "support").putNull("oldObject");
    assertThat(ask(review).message()).startsWith("in-use: is named as owner by");
    Cases.request(review).remove("name");
    assertThat(ask(review).allowed()).isTrue();
    Cases.request(review).put("name", "nobody");
    assertThat(ask(review).allowed()).isTrue();
  }

  @Test
  void integrationsGoWithAWarningToThoseWhoDependOnThem() throws Exception {
    put(integration("mine", 10));
    ObjectNode other = integration("other", 10);
    other.with("spec").withArray("/upstreams").addObject().put("name", "mine");
    put(other);
    AdmissionResponse answer =
        ask(Cases.review("DELETE", Optional.empty(), Optional.of(integration("mine", 10))));
    assertThat(answer.allowed()).isTrue();
    assertThat(answer.warnings())
        .containsExactly("in-use: its work is built on by Integration support/other");
  }

  @Test
  void otherKindsAndSubresourcesAreLetThroughUntouched() throws Exception {
    ObjectNode review =
        Cases.review("CREATE", Optional.of(integration("mine", 10)), Optional.empty());
    Cases.request(review).with("resource").put("group", "camel.apache.org");
    assertThat(ask(review)).isEqualTo(AdmissionResponse.untouched());
    Cases.request(review).with("resource").put("group", "tenon.dev").put("resource", "others");
    assertThat(ask(review)).isEqualTo(AdmissionResponse.untouched());
    Cases.request(review).with("resource").put("resource", "integrations");
    Cases.request(review).put("subResource", "status");
    Cases.request(review).with("object").with("spec").with("owner").put("team", "nobody");
    assertThat(ask(review)).isEqualTo(AdmissionResponse.untouched());
  }

  @Test
  void aRequestAndAnObjectThatContradictEachOtherAreNotRead() throws Exception {
    ObjectNode review =
        Cases.review("CREATE", Optional.of(integration("mine", 10)), Optional.empty());
    Cases.request(review).put("name", "other");
    assertThat(ask(review).message()).contains("its name is mine, and the request says other");
    Cases.request(review).put("name", "mine").put("namespace", "other");
    assertThat(ask(review).message()).contains("its namespace is support");
    Cases.request(review).put("namespace", "support").with("object").put("kind", "Team");
    assertThat(ask(review).code()).isEqualTo(400);
  }
}
