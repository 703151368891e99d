package dev.tenon.engine.estate;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tenon.api.v1alpha1.Integration;
import dev.tenon.api.v1alpha1.TenonResource;
import dev.tenon.engine.testing.Manifests;
import dev.tenon.plan.Ref;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

class IndexedEstateTest {
  private static final Ref INTEGRATION = Ref.integration("support", "issues");

  private static final String PATTERN =
      """
      kind: IntegrationPattern
      metadata: {name: webhook}
      spec:
        title: t
        parameterSchema:
          type: object
          properties:
            source: {type: string, format: system}
            sink: {type: string, format: system, default: helpdesk}
            lookup: {type: object, properties: {system: {type: string, format: system}}}
        routes:
        - route: {id: a, from: {uri: "events:{{source}}", steps: [{to: "system:{{lookup.system}}"}]}}
        - route: {id: b, from: {uri: "inbox:x", steps: [{to: {uri: "system:{{sink}}"}}, {to: "system:audit"}]}}
      """;

  private static final String SYSTEMS =
      """
      kind: System
      metadata: {name: helpdesk}
      spec:
        vendor: Help
        owner: {team: support}
        endpoint: {uri: "https://help.example"}
        credentials: {type: Bearer, secretRef: {name: helpdesk-token}}
      ---
      kind: System
      metadata: {name: github}
      spec:
        vendor: GitHub
        owner: {team: platform}
        endpoint: {uri: "https://api.github.example"}
        credentials: {type: Bearer, secretRef: {name: github-token}}
        webhook: {type: GitHub, secretRef: {name: github-hook}}
      """;

  private static final String ISSUES =
      """
      kind: Integration
      metadata: {name: issues, namespace: support}
      spec:
        purpose: p
        owner: {team: support, deputy: platform}
        stage: Pilot
        pattern: {name: webhook, parameters: {source: github, lookup: {system: crm}}}
        claims: [{system: helpdesk, limit: daily, amount: 10}]
        upstreams: [{name: other}]
      """;

  private static IndexedEstate estate() {
    return Manifests.estate(PATTERN + "---\n" + SYSTEMS + "---\n" + ISSUES);
  }

  @Test
  void theSystemsOfAnIntegrationComeFromItsPatternItsParametersAndTheirDefaults() {
    assertThat(estate().systemsOf(INTEGRATION))
        .containsExactly("audit", "crm", "github", "helpdesk");
  }

  @Test
  void usersAreKnownAlsoOfWhatDoesNotExist() {
    assertThat(estate().usersOf(Refs.system("crm"))).containsExactly(INTEGRATION);
    assertThat(estate().usersOf(Refs.team("support")))
        .containsExactly(INTEGRATION, Refs.system("helpdesk"));
    assertThat(estate().usersOf(Refs.team("nobody"))).isEmpty();
    assertThat(estate().dependantsOf(Ref.integration("support", "other")))
        .containsExactly(INTEGRATION);
  }

  @Test
  void aSecretsUsersReadItThroughTheSystemInTheWayTheyUseIt() {
    assertThat(estate().usersOf(Refs.secret("support", "helpdesk-token")))
        .containsExactly(INTEGRATION);
    assertThat(estate().usersOf(Refs.secret("support", "github-hook")))
        .containsExactly(INTEGRATION);
    assertThat(estate().usersOf(Refs.secret("support", "github-token"))).isEmpty();
    assertThat(estate().usersOf(Refs.secret("other", "helpdesk-token"))).isEmpty();
  }

  @Test
  void aReferenceSaysTheFieldThatHoldsIt() {
    assertThat(estate().references(INTEGRATION))
        .anySatisfy(
            reference -> {
              assertThat(reference.to()).isEqualTo(Refs.system("crm"));
              assertThat(reference.at()).hasToString("spec.pattern.parameters.lookup.system");
              assertThat(reference.use()).isEqualTo(Reference.Use.Calls);
            })
        .anySatisfy(
            reference -> {
              assertThat(reference.to()).isEqualTo(Refs.team("platform"));
              assertThat(reference.at()).hasToString("spec.owner.deputy");
            });
  }

  @Test
  void aChangedIntegrationLeavesItsOldReferences() {
    IndexedEstate estate = estate();
    Integration changed =
        Manifests.one(Integration.class, ISSUES.replace("system: crm", "system: erp"));

    assertThat(estate.put(changed)).contains(Refs.system("crm"), Refs.system("erp"));

    assertThat(estate.usersOf(Refs.system("crm"))).isEmpty();
    assertThat(estate.usersOf(Refs.system("erp"))).containsExactly(INTEGRATION);
    assertThat(estate.remove(INTEGRATION)).contains(Refs.system("erp"));
    assertThat(estate.usersOf(Refs.system("erp"))).isEmpty();
    assertThat(estate.find(INTEGRATION)).isEmpty();
    assertThat(estate.all("Integration")).isEmpty();
  }

  @Test
  void theIndexIsTheSameInWhateverOrderObjectsCome() {
    List<TenonResource<?, ?>> objects =
        Manifests.read(PATTERN + "---\n" + SYSTEMS + "---\n" + ISSUES);
    List<Reference> expected = estate().references(INTEGRATION);
    for (int seed = 0; seed < 20; seed++) {
      List<TenonResource<?, ?>> shuffled = new ArrayList<>(objects);
      Collections.shuffle(shuffled, new Random(seed));
      IndexedEstate estate = Manifests.estate(shuffled);
      assertThat(estate.references(INTEGRATION)).isEqualTo(expected);
      assertThat(estate.usersOf(Refs.secret("support", "github-hook")))
          .containsExactly(INTEGRATION);
    }
  }

  @Test
  void whatASystemOrPatternNoLongerSaysIsNoReference() {
    IndexedEstate estate = estate();
    estate.remove(Refs.system("helpdesk"));
    assertThat(estate.usersOf(Refs.secret("support", "helpdesk-token"))).isEmpty();
    estate.remove(Refs.pattern("webhook"));
    assertThat(estate.usersOf(Refs.system("github"))).isEmpty();
    assertThat(estate.usersOf(Refs.pattern("webhook"))).containsExactly(INTEGRATION);
    // a claim names the System still
    assertThat(estate.usersOf(Refs.system("helpdesk"))).containsExactly(INTEGRATION);
  }

  @Test
  void pausesOfASystemAreThoseOfTheSameNamespace() {
    IndexedEstate estate = estate();
    Manifests.read(
            """
            kind: Pause
            metadata: {name: by-system, namespace: support}
            spec: {system: helpdesk, rationale: r, endTime: "2026-11-24T06:00:00Z"}
            ---
            kind: Pause
            metadata: {name: elsewhere, namespace: other}
            spec: {system: helpdesk, rationale: r, endTime: "2026-11-24T06:00:00Z"}
            ---
            kind: Pause
            metadata: {name: by-name, namespace: support}
            spec: {integration: issues, rationale: r, endTime: "2026-11-24T06:00:00Z"}
            """)
        .forEach(estate::put);
    assertThat(estate.pausesOf(INTEGRATION))
        .extracting(pause -> pause.getMetadata().getName())
        .containsExactly("by-name", "by-system");
  }

  @Test
  void teamsAreFoundByTheGroupsThatActForThem() {
    IndexedEstate estate = new IndexedEstate();
    String team =
        """
        kind: Team
        metadata: {name: support}
        spec: {groups: [GROUP, agents]}
        """;
    Manifests.read(team.replace("GROUP", "old")).forEach(estate::put);
    Manifests.read(team.replace("GROUP", "new")).forEach(estate::put);
    assertThat(estate.teamsOf(List.of("old"))).isEmpty();
    assertThat(estate.teamsOf(List.of("new", "agents"))).hasSize(1);
  }

  @Test
  void theVersionOfASystemChangesWithItsUsers() {
    IndexedEstate estate = estate();
    long before = estate.version(Refs.system("github"));
    estate.put(Manifests.one(Integration.class, ISSUES.replace("Pilot", "Draft")));
    assertThat(estate.version(Refs.system("github"))).isNotEqualTo(before);
    long untouched = estate.version(Refs.system("github"));
    Manifests.read("{kind: Team, metadata: {name: platform}, spec: {}}").forEach(estate::put);
    assertThat(estate.version(Refs.system("github"))).isEqualTo(untouched);
    assertThat(estate.version(Refs.system("never-named"))).isZero();
  }

  @Test
  void tenThousandIntegrationsAreIndexedAndOneChangedAmongThem() {
    IndexedEstate estate = Manifests.estate(PATTERN + "---\n" + SYSTEMS);
    Integration template = Manifests.one(Integration.class, ISSUES);
    for (int i = 0; i < 10_000; i++) {
      Integration one = new Integration();
      one.setMetadata(
          new io.fabric8.kubernetes.api.model.ObjectMetaBuilder()
              .withName("i" + i)
              .withNamespace("n" + i % 100)
              .build());
      one.setSpec(template.spec());
      estate.put(one);
    }
    assertThat(estate.usersOf(Refs.system("helpdesk"), "Integration")).hasSize(10_000);
    assertThat(estate.usersOf(Refs.secret("n7", "helpdesk-token"))).hasSize(100);
    estate.remove(Ref.integration("n7", "i7"));
    assertThat(estate.usersOf(Refs.secret("n7", "helpdesk-token"))).hasSize(99);
    estate.remove(Refs.system("helpdesk"));
    assertThat(new TreeSet<>(estate.usersOf(Refs.secret("n7", "helpdesk-token")))).isEmpty();
  }
}
