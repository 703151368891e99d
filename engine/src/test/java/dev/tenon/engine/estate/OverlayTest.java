package dev.tenon.engine.estate;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tenon.api.v1alpha1.TenonResource;
import dev.tenon.engine.testing.Manifests;
import dev.tenon.plan.Ref;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

class OverlayTest {
  private static final List<String> NAMES = List.of("a", "b", "c");

  private static TenonResource<?, ?> random(Random random) {
    String name = NAMES.get(random.nextInt(3));
    String other = NAMES.get(random.nextInt(3));
    String third = NAMES.get(random.nextInt(3));
    return switch (random.nextInt(6)) {
      case 0 -> one("kind: Team\nmetadata: {name: " + name + "}\nspec: {groups: [" + other + "]}");
      case 1 ->
          one(
              "kind: System\nmetadata: {name: "
                  + name
                  + "}\nspec: {vendor: v, owner: {team: "
                  + other
                  + "}, endpoint: {uri: \"https://x\"}, credentials: {type: Bearer, secretRef: {name: "
                  + third
                  + "}}}");
      case 2 ->
          one(
              "kind: IntegrationPattern\nmetadata: {name: "
                  + name
                  + "}\nspec: {title: t, routes: [{route: {from: {uri: \"system:"
                  + (random.nextBoolean() ? other : "{{p}}")
                  + "\"}}}]}");
      case 3 ->
          one(
              "kind: Pause\nmetadata: {name: "
                  + name
                  + ", namespace: n}\nspec: {"
                  + (random.nextBoolean() ? "system: " : "integration: ")
                  + other
                  + ", rationale: r, endTime: \"2026-01-01T00:00:00Z\"}");
      case 4 ->
          one(
              "kind: Waiver\nmetadata: {name: "
                  + name
                  + ", namespace: n}\nspec: {integrations: ["
                  + other
                  + "], policies: [p], rationale: r, expirationDate: \"2026-01-01\"}");
      default ->
          one(
              "kind: Integration\nmetadata: {name: "
                  + name
                  + ", namespace: n}\nspec: {purpose: p, owner: {team: "
                  + other
                  + "}, stage: Pilot, pattern: {name: "
                  + third
                  + ", parameters: {p: "
                  + name
                  + "}}, upstreams: [{name: "
                  + third
                  + "}]}");
    };
  }

  private static TenonResource<?, ?> one(String yaml) {
    return Manifests.read(yaml).get(0);
  }

  @Test
  void looksLikeTheEstateWouldAfterTheChange() {
    Random random = new Random(5);
    for (int i = 0; i < 2_000; i++) {
      List<TenonResource<?, ?>> objects = new ArrayList<>();
      for (int j = 0; j < 8; j++) {
        objects.add(random(random));
      }
      TenonResource<?, ?> changed = random(random);
      boolean removed = random.nextInt(4) == 0;
      IndexedEstate before = Manifests.estate(objects);
      IndexedEstate after = Manifests.estate(objects);
      if (removed) {
        after.remove(Refs.of(changed));
      } else {
        after.put(changed);
      }
      Estate overlay =
          removed ? Overlay.without(before, Refs.of(changed)) : Overlay.with(before, changed);
      same(overlay, after, changed);
    }
  }

  /**
   * What is asked of the changed object and of all that it names; other users are read as before.
   */
  private static void same(Estate overlay, IndexedEstate after, TenonResource<?, ?> changed) {
    Ref self = Refs.of(changed);
    assertThat(overlay.find(self)).isEqualTo(after.find(self));
    assertThat(overlay.references(self)).isEqualTo(after.references(self));
    assertThat(overlay.systemsOf(self)).isEqualTo(after.systemsOf(self));
    assertThat(overlay.all(self.kind())).isEqualTo(after.all(self.kind()));
    assertThat(overlay.teamsOf(NAMES)).isEqualTo(after.teamsOf(NAMES));
    if (self.kind().equals(Refs.PATTERN) || self.kind().equals(Refs.SYSTEM)) {
      return;
    }
    for (Reference reference : after.references(self)) {
      Ref target = reference.to();
      assertThat(new TreeSet<>(overlay.usersOf(target))).isEqualTo(after.usersOf(target));
      assertThat(new TreeSet<>(overlay.usersOf(target, self.kind())))
          .isEqualTo(after.usersOf(target, self.kind()));
      assertThat(overlay.dependantsOf(target)).isEqualTo(after.dependantsOf(target));
      assertThat(overlay.waiversOf(target)).isEqualTo(after.waiversOf(target));
      assertThat(overlay.pausesOf(target)).isEqualTo(after.pausesOf(target));
    }
  }
}
