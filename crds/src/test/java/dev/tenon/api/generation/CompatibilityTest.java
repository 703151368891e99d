package dev.tenon.api.generation;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CompatibilityTest {
  private static final String CRD =
      """
      spec:
        group: tenon.dev
        scope: Namespaced
        names: {kind: Thing, plural: things, singular: thing, shortNames: [tt], categories: [tenon]}
        versions:
        - name: v1alpha1
          served: true
          subresources: {status: {}}
          selectableFields: [{jsonPath: .spec.stage}]
          schema:
            openAPIV3Schema:
              type: object
              required: [spec]
              properties:
                spec:
                  type: object
                  required: [stage]
                  x-kubernetes-validations:
                  - {rule: 'has(self.a)', message: a is required}
                  properties:
                    stage: {type: string, enum: [Draft, Pilot], default: Draft}
                    text: {type: string, minLength: 2, maxLength: 10, pattern: '^a'}
                    free: {type: string}
                    day: {type: string, format: date}
                    count: {type: integer, minimum: 1, maximum: 5}
                    names: {type: array, minItems: 1, maxItems: 3, x-kubernetes-list-type: set, items: {type: string, maxLength: 5}}
                    claims: {type: array, x-kubernetes-list-type: map, x-kubernetes-list-map-keys: [a], items: {type: object, properties: {a: {type: string}}}}
                    labels: {type: object, maxProperties: 2, additionalProperties: {type: string, maxLength: 5}}
                    any: {type: object, x-kubernetes-preserve-unknown-fields: true}
      """;

  @Test
  void nothingChangedBreaksNothing() {
    assertThat(changes(CRD)).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '#',
      quoteCharacter = '`',
      value = {
        "day: {type: string, format: date} # day2: {type: string, format: date} # .spec.day: removed",
        "free: {type: string} # free: {type: integer} # .spec.free: type was string and is integer",
        "[Draft, Pilot] # [Draft] # .spec.stage: enum: Pilot removed",
        "free: {type: string} # free: {type: string, enum: [a]} # .spec.free: only these values now: [a]",
        "default: Draft # default: Pilot # .spec.stage: default was Draft and is Pilot",
        "required: [stage] # required: [stage, text] # .spec.text: is required now",
        "maxLength: 10 # maxLength: 9 # .spec.text: maxLength is now 9",
        "minLength: 2 # minLength: 3 # .spec.text: minLength is now 3",
        "free: {type: string} # free: {type: string, maxLength: 9} # .spec.free: maxLength is now 9",
        "free: {type: string} # free: {type: string, format: date} # .spec.free: format is now date",
        "pattern: '^a' # pattern: '^ab' # .spec.text: pattern is now ^ab",
        "minimum: 1 # minimum: 2 # .spec.count: minimum is now 2",
        "maximum: 5 # maximum: 4 # .spec.count: maximum is now 4",
        "minItems: 1 # minItems: 2 # .spec.names: minItems is now 2",
        "maxItems: 3 # maxItems: 2 # .spec.names: maxItems is now 2",
        "items: {type: string, maxLength: 5} # items: {type: string, maxLength: 4} # .spec.names[]: maxLength is now 4",
        "list-type: set # list-type: atomic # .spec.names: x-kubernetes-list-type was set and is atomic",
        "list-map-keys: [a] # list-map-keys: [b] # .spec.claims: x-kubernetes-list-map-keys was [a] and is [b]",
        "maxProperties: 2 # maxProperties: 1 # .spec.labels: maxProperties is now 1",
        "additionalProperties: {type: string, maxLength: 5} # additionalProperties: {type: string, maxLength: 4} # .spec.labels{}: maxLength is now 4",
        ", additionalProperties: {type: string, maxLength: 5} # `` # .spec.labels: additionalProperties removed",
        "unknown-fields: true # unknown-fields: false # .spec.any: x-kubernetes-preserve-unknown-fields was true and is false",
        "has(self.a)' # has(self.b)' # .spec: new rule has(self.b)",
        "served: true # served: false # version v1alpha1: not served any more",
        "name: v1alpha1 # name: v1 # version v1alpha1: not served any more",
        "scope: Namespaced # scope: Cluster # scope was Namespaced and is Cluster",
        "kind: Thing # kind: Thong # names.kind was Thing and is Thong",
        "shortNames: [tt] # shortNames: [] # names.shortNames: tt removed",
        "subresources: {status: {}} # subresources: {} # subresource status: removed",
        "jsonPath: .spec.stage # jsonPath: .spec.text # selectableFields: {jsonPath=.spec.stage} removed",
      })
  void whatWasRightAndIsNotAnyMoreIsFound(String before, String now, String found) {
    assertThat(CRD).contains(before);

    assertThat(changes(CRD.replace(before, now))).containsExactly(found);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '#',
      quoteCharacter = '`',
      value = {
        "{a: {type: string}} # {a: {type: string}, b: {type: string, maxLength: 3}}",
        "[Draft, Pilot] # [Draft, Pilot, Production]",
        ", enum: [Draft, Pilot] # ``",
        "required: [stage] # required: []",
        "maxLength: 10 # maxLength: 11",
        "minLength: 2, # ``",
        ", pattern: '^a' # ``",
        "day: {type: string, format: date} # day: {type: string}",
        "maximum: 5 # maximum: 6",
        "minimum: 1, # ``",
        "maxItems: 3 # maxItems: 30",
        "shortNames: [tt] # shortNames: [tt, ttt]",
        "- {rule: 'has(self.a)', message: a is required} # - {rule: 'has(self.a)', message: say it otherwise}",
      })
  void whatOnlyAllowsMoreIsCompatible(String before, String now) {
    assertThat(CRD).contains(before);

    assertThat(changes(CRD.replace(before, now))).isEmpty();
  }

  private static List<String> changes(String now) {
    return Compatibility.breakingChanges(read(CRD), read(now));
  }

  private static Map<String, Object> read(String yaml) {
    return CrdTree.map(Yaml.read(yaml));
  }
}
