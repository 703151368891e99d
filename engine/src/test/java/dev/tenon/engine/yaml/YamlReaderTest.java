package dev.tenon.engine.yaml;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class YamlReaderTest {
  private static final String FILE = "shop.yaml";

  private static YamlStream read(String text) {
    return new YamlReader().read(FILE, text);
  }

  private static YamlDocument one(String text) {
    YamlStream stream = read(text);
    assertThat(stream.problems()).isEmpty();
    assertThat(stream.documents()).hasSize(1);
    return stream.documents().get(0);
  }

  private static List<String> problems(String text) {
    YamlStream stream = read(text);
    assertThat(stream.documents()).isEmpty();
    return stream.problems().stream().map(p -> p.at() + ": " + p.message()).toList();
  }

  private static String problem(String text) {
    List<String> problems = problems(text);
    assertThat(problems).hasSize(1);
    return problems.get(0);
  }

  @Test
  void everyDocumentOfAFileIsReadAndEmptyOnesAreLeftOut() {
    YamlStream stream =
        read(
            """
            # the shop
            ---
            kind: Team
            --- # nothing here
            # but a comment
            ---
            kind: System
            ---
            """);

    assertThat(stream.problems()).isEmpty();
    assertThat(stream.documents())
        .extracting(d -> d.json().toString())
        .containsExactly("{\"kind\":\"Team\"}", "{\"kind\":\"System\"}");
    assertThat(stream.documents())
        .extracting(d -> d.position().toString())
        .containsExactly("shop.yaml:3:1", "shop.yaml:7:1");
    assertThat(stream.documents()).extracting(YamlDocument::number).containsExactly(2, 4);
  }

  @Test
  void aDocumentThatCannotBeReadLeavesTheOthersWhole() {
    YamlStream stream = read("kind: A\n---\nkind: [B\n---\nkind: C\n---\nkind: D\nkind: E\n");

    assertThat(stream.documents())
        .extracting(d -> d.json().path("kind").asText())
        .containsExactly("A", "C");
    assertThat(stream.problems()).extracting(p -> p.at().line()).containsExactly(3, 8);
  }

  @ParameterizedTest
  @CsvSource({
    "kind, 1, 1",
    "metadata, 2, 1",
    "metadata.name, 2, 12",
    "metadata.labels[a.b/c], 4, 5",
    "metadata.labels.a.b/c, 4, 5",
    "spec.list[0], 7, 7",
    "spec.list[1], 8, 7",
    "spec.list[1].name, 8, 7",
    "spec.list[1].value, 9, 7",
    "spec.text, 10, 3",
    "spec.😀.x, 12, 8",
    "spec.missing, 5, 1",
    "spec.list[7].name, 6, 3",
    "status, 1, 1",
    "'', 1, 1",
    "<nil>, 1, 1"
  })
  void everyFieldHasItsPlaceAndAMissingOneThatOfWhatIsAroundIt(String field, int line, int column) {
    YamlDocument document =
        one(
            """
            kind: Integration
            metadata: {name: x,
              labels: {
                a.b/c: d}}
            spec:
              list:
                - one
                - name: two
                  value: 2
              text: |
                more
              😀: { x: 1 }
            """);

    assertThat(document.position(field)).hasToString(FILE + ":" + line + ":" + column);
  }

  @Test
  void aFieldThatStandsTwiceIsRefusedWithBothPlaces() {
    assertThat(problems("a: 1\nb:\n  c: 1\n  d: 2\n  c: 3\na: 2\n\"a\": 3\n"))
        .containsExactly(
            "shop.yaml:5:3: the field c stands twice, first in line 3",
            "shop.yaml:6:1: the field a stands twice, first in line 1",
            "shop.yaml:7:1: the field a stands twice, first in line 1");
  }

  @Test
  void aNameThatMeansSomethingElseWithoutQuotesIsRefused() {
    assertThat(problem("on: 1")).isEqualTo("shop.yaml:1:1: the name on without quotes means true");
    assertThat(problem("010: 1")).isEqualTo("shop.yaml:1:1: the name 010 without quotes means 8");
    assertThat(problem("~: 1")).isEqualTo("shop.yaml:1:1: the name ~ without quotes means null");
    assertThat(problem("? \n: 1\n")).isEqualTo("shop.yaml:1:2: a field without a name");
    assertThat(one("\"on\": 1\n10: 2\ntrue: 3\n").json())
        .hasToString("{\"on\":1,\"10\":2,\"true\":3}");
  }

  @Test
  void aTagThatKubectlWouldDropIsRefused() {
    assertThat(problem("a: !secret x"))
        .isEqualTo(
            "shop.yaml:1:4: the tag !secret means nothing in a manifest and would be dropped");
    assertThat(problem("a: !!binary aGk="))
        .isEqualTo(
            "shop.yaml:1:4: the tag !!binary means nothing in a manifest and would be dropped");
    assertThat(problem("a: !!set {b: }")).contains("the tag !!set means nothing");
    assertThat(one("a: !!map {b: !!seq [!!str 1]}").json()).hasToString("{\"a\":{\"b\":[\"1\"]}}");
  }

  @Test
  void mergedFieldsGiveWayToThoseThatFollow() {
    YamlDocument document =
        one(
            """
            base: &base {a: 1, b: 2}
            more: &more
              b: 3
              c: 4
            one: {<<: *base, b: 5}
            both:
              <<: [*more, *base]
              d: 6
            """);

    assertThat(document.json().get("one")).hasToString("{\"a\":1,\"b\":5}");
    ObjectNode both = (ObjectNode) document.json().get("both");
    assertThat(both.get("a").asInt()).isEqualTo(1);
    assertThat(both.get("b").asInt()).isEqualTo(3);
    assertThat(both.get("c").asInt()).isEqualTo(4);
    assertThat(document.position("both.c")).hasToString("shop.yaml:4:3");
  }

  @Test
  void aMergeThatOverridesWhatStandsBeforeItIsRefused() {
    assertThat(problem("x: &x {a: 1}\nz:\n  a: 2\n  <<: *x\n"))
        .isEqualTo("shop.yaml:4:3: << would override a, which stands before it");
    assertThat(problem("x: &x {a: 1}\nz: {<<: *x, <<: *x}"))
        .isEqualTo("shop.yaml:2:13: << stands twice in this mapping");
    assertThat(problem("x: {<<: 1}"))
        .isEqualTo("shop.yaml:1:5: << takes a mapping or a list of mappings");
    assertThat(problem("l: &l [{a: 1}]\nx: {<<: *l}"))
        .isEqualTo("shop.yaml:2:5: << takes a mapping or a list of mappings");
  }

  @Test
  void whatAnAliasStandsForIsACopy() {
    ObjectNode json = one("a: &x {b: 1}\nc: *x\n").json();

    ((ObjectNode) json.get("a")).put("b", 2);

    assertThat(json).hasToString("{\"a\":{\"b\":2},\"c\":{\"b\":1}}");
  }

  @Test
  void aliasesThatGrowWithoutBoundAreRefused() {
    StringBuilder bomb = new StringBuilder("a0: &a0 [x, x, x, x, x, x, x, x, x, x]\n");
    for (int i = 1; i < 12; i++) {
      String before = "*a" + (i - 1);
      bomb.append("a").append(i).append(": &a").append(i).append(" [");
      bomb.append(String.join(", ", java.util.Collections.nCopies(10, before))).append("]\n");
    }

    assertThat(problem(bomb.toString()))
        .startsWith("shop.yaml:5:")
        .endsWith("aliases stand for more than 100000 values in this document");
  }

  @Test
  void aliasesDoNotMakeADocumentDeeperThanIsAllowed() {
    StringBuilder chain = new StringBuilder("a0: &a0 [x]\n");
    for (int i = 1; i < 300; i++) {
      chain.append("a" + i + ": &a" + i + " [*a" + (i - 1) + "]\n");
    }

    assertThat(problem(chain.toString()))
        .endsWith("more than 100 mappings and lists are inside of each other");
  }

  @Test
  void anAliasOfNothingAndOneOfItselfAreRefused() {
    assertThat(problem("a: *b"))
        .isEqualTo("shop.yaml:1:4: there is no &b before *b in this document");
    assertThat(problem("a: &b [*b]"))
        .isEqualTo("shop.yaml:1:8: *b stands inside of what it stands for");
    assertThat(problem("a: &b 1\n---\nc: *b\n".replace("a: &b 1\n", "# a\n")))
        .isEqualTo("shop.yaml:3:4: there is no &b before *b in this document");
  }

  @Test
  void deepNestingIsRefusedHoweverDeepItIs() {
    for (int depth : new int[] {101, 1_000, 500_000}) {
      assertThat(problem("a: " + "[".repeat(depth)))
          .isEqualTo("shop.yaml:1:103: more than 100 mappings and lists are inside of each other");
    }
    assertThat(problem("{\"a\": ".repeat(200) + "1" + "}".repeat(200))).contains("more than 100");
    assertThat(problem("a: " + "{a: ".repeat(100_000))).contains("more than 100");
  }

  @Test
  void aFileThatIsTooLongIsRefused() {
    YamlReader reader = new YamlReader(new YamlLimits(100, 10, 10, 3));

    assertThat(reader.read(FILE, "a: 1\n".repeat(30)).problems())
        .extracting(YamlProblem::message)
        .containsExactly("more than 100 characters in one file");
    assertThat(reader.read(FILE, new byte[500]).problems())
        .extracting(YamlProblem::message)
        .containsExactly("more than 100 characters in one file");
    assertThat(reader.read(FILE, "---\n".repeat(5)).problems())
        .extracting(YamlProblem::message)
        .containsExactly("more than 3 documents");
  }

  @Test
  void bytesThatAreNotUtf8AreRefusedWithTheirPlace() {
    byte[] latin = "a: 1\nb: é\n".getBytes(StandardCharsets.ISO_8859_1);

    assertThat(new YamlReader().read(FILE, latin).problems())
        .extracting(YamlProblem::toString)
        .containsExactly("shop.yaml:2:4: a byte that is not UTF-8\n  fix: Save the file as UTF-8.");
    assertThat(new YamlReader().read(FILE, "a: é😀\n".getBytes(StandardCharsets.UTF_8)).documents())
        .extracting(d -> d.json().get("a").asText())
        .containsExactly("é😀");
  }

  @Test
  void charactersThatCannotBePrintedAreRefusedWithTheirPlace() {
    assertThat(problem("a: 1\nb: x\0y\n"))
        .isEqualTo("shop.yaml:2:5: the character U+0000 may not stand in a file");
    assertThat(problem("a: '\ud800'"))
        .isEqualTo("shop.yaml:1:5: the character U+D800 may not stand in a file");
    assertThat(one("a: \"\\0\"").json().get("a").asText()).isEqualTo("\0");
  }

  @Test
  void aByteOrderMarkAndWindowsLinesAreTaken() {
    YamlDocument document = one("\ufeffa: 1\r\nb:\r\n  - c\r\n---\r\n");

    assertThat(document.json()).hasToString("{\"a\":1,\"b\":[\"c\"]}");
    assertThat(document.position("b[0]")).hasToString("shop.yaml:3:5");
  }

  @Test
  void halvesOfCharactersAreRefusedAndWholesAreNot() {
    assertThat(problem("a: \"\\ud83d\""))
        .startsWith("shop.yaml:1:4: the text holds half of a character");
    assertThat(one("a: \"\\ud83d\\ude00\"").json().get("a").asText()).isEqualTo("😀");
  }

  @Test
  void jsonIsReadWithTabsAndSeveralToAFile() {
    YamlStream stream =
        read("{\n\t\"a\":\t[\n\t\t1.0],\n\t\"b\": \"\\ud83d\\ude00\\/\"\n}\n{\"c\":1}\n");

    assertThat(stream.problems()).isEmpty();
    assertThat(stream.documents())
        .extracting(d -> d.json().toString())
        .containsExactly("{\"a\":[1.0],\"b\":\"😀/\"}", "{\"c\":1}");
    assertThat(stream.documents().get(0).position("a[0]")).hasToString("shop.yaml:3:3");
  }

  @Test
  void jsonIsCheckedLikeYaml() {
    assertThat(problem("{\n\t\"a\": 1,\n\t\"a\": 2}"))
        .isEqualTo("shop.yaml:3:2: the field a stands twice, first in line 2");
    assertThat(problem("{\n\t\"a\": 1,,\n\t\"b\": 2}"))
        .startsWith("shop.yaml:2:9: cannot be read as JSON: ");
    assertThat(one("{a: x}").json()).hasToString("{\"a\":\"x\"}");
  }

  @Test
  void whatIsNotAMappingIsNoManifest() {
    assertThat(problem("- a\n- b\n"))
        .isEqualTo("shop.yaml:1:1: a manifest is a mapping, and this is not");
    assertThat(problem("just text"))
        .isEqualTo("shop.yaml:1:1: a manifest is a mapping, and this is not");
  }

  @Test
  void aProblemIsPrintedWithItsPlaceAndWhatToDo() {
    assertThat(read("a: 1\na: 2\n").problems().get(0))
        .hasToString(
            "shop.yaml:2:1: the field a stands twice, first in line 1\n  fix: Remove one of them.");
  }
}
