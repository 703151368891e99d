package dev.tenon.operator.admission;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tenon.plan.Ref;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/** An estate that is late is asked about again before it is believed. */
class ConfirmationTest extends HandlerScene {
  @Test
  void whatTheEstateLacksIsLookedUpBeforeItIsCalledMissing() throws Exception {
    estate.remove(Ref.cluster("IntegrationPattern", "webhook-to-system"));
    estate.remove(Ref.cluster("System", "crm"));
    List<Set<Ref>> looked = new ArrayList<>();
    confirmation =
        new Confirmation() {
          @Override
          public boolean objects(Set<Ref> refs) {
            looked.add(new TreeSet<>(refs));
            boolean otherwise =
                refs.contains(Ref.cluster("IntegrationPattern", "webhook-to-system"));
            try {
              Cases.patterns().forEach(ConfirmationTest.this::put);
            } catch (Exception e) {
              throw new IllegalStateException(e);
            }
            if (refs.contains(Ref.cluster("System", "crm"))) {
              put(Cases.read(ESTATE).get(2));
              otherwise |= looked.size() < 3;
            }
            return otherwise;
          }

          @Override
          public boolean waivers(String namespace) {
            return false;
          }
        };
    ObjectNode object = integration("mine", 5000);
    AdmissionResponse answer = create(object);
    assertThat(answer.message()).startsWith("claim-overcommits");
    assertThat(looked.get(0)).contains(Ref.cluster("IntegrationPattern", "webhook-to-system"));
  }

  @Test
  void aRefusalIsLookedUpBeforeItIsSaid() throws Exception {
    put(POLICY);
    confirmation =
        new Confirmation() {
          @Override
          public boolean objects(Set<Ref> refs) {
            Ref policy = Ref.cluster("IntegrationPolicy", "production-has-deputy");
            boolean held = estate.has(policy) && refs.contains(policy);
            estate.remove(policy);
            return held;
          }

          @Override
          public boolean waivers(String namespace) {
            return false;
          }
        };
    assertThat(create(integration("mine", 10))).isEqualTo(AdmissionResponse.untouched());
  }

  @Test
  void aWaiverIsLookedForBeforeWhatItWouldWaiveRefuses() throws Exception {
    put(POLICY);
    confirmation =
        new Confirmation() {
          @Override
          public boolean objects(Set<Ref> refs) {
            return false;
          }

          @Override
          public boolean waivers(String namespace) {
            boolean first = estate.all("Waiver").isEmpty();
            put(WAIVER.replace("no-deputy-yet", "just-now"));
            return first;
          }
        };
    AdmissionResponse answer = create(integration("mine", 10));
    assertThat(answer.allowed()).isTrue();
    assertThat(answer.warnings()).singleElement().asString().contains("support/just-now");
  }

  @Test
  void secretsAreNeverLookedUp() throws Exception {
    List<Ref> looked = new ArrayList<>();
    confirmation =
        new Confirmation() {
          @Override
          public boolean objects(Set<Ref> refs) {
            looked.addAll(refs);
            return false;
          }

          @Override
          public boolean waivers(String namespace) {
            return false;
          }
        };
    put(POLICY);
    create(integration("mine", 10));
    assertThat(looked).isNotEmpty().noneMatch(ref -> ref.kind().equals("Secret"));
  }
}
