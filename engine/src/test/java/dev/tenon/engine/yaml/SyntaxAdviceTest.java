package dev.tenon.engine.yaml;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Common mistakes are explained where they were made. {@code ⏎} is a line break, {@code →} a tab.
 */
class SyntaxAdviceTest {
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      textBlock =
          """
          a:⏎→b: 1            | 2:1 | a tab stands where only spaces may
          a: b: c             | 1:5 | a colon stands where no field can begin
          a: 1⏎ b: 2          | 2:3 | a colon stands where no field can begin
          a: - b              | 1:4 | a list cannot begin in the middle of a line
          a: @b               | 1:4 | a text cannot begin with this character
          a: %b               | 1:4 | a text cannot begin with this character
          a: "b               | 1:4 | the quotes that open here are never closed
          b: 1⏎a: 'b⏎c: 1     | 2:4 | the quotes that open here are never closed
          a: [1, 2⏎b: 1       | 1:4 | the list that opens here is not closed before something else begins
          a: {b: 1⏎c: [2]     | 1:4 | the mapping that opens here is not closed before something else begins
          a: {kind:}          | 1:10 | nothing stands between the colon and what follows
          a: [?x]             | 1:5 | a text in brackets begins with ?
          '   a: 1⏎b: 2'      | 1:1 | a manifest is a mapping, and this is not
          a:⏎    b: 1⏎  c: 2   | 3:3 | this line is neither inside of what begins above it nor beside it
          a: 1⏎...⏎b: 2       | 3:1 | something follows where the document has ended
          a: 1⏎- b            | 2:1 | this line is neither inside of what begins above it nor beside it
          a: 1⏎bcd⏎           | 2:1 | a name without a colon
          --- a: 1            | 1:4 | only a comment may follow --- on its line
          a: .inf             | 1:4 | .inf is a number that JSON does not have
          a: !!int x          | 1:4 | "x" is not what its tag !!int says
          [a]: 1              | 1:1 | the name of a field is not a text
          """)
  void mistakesAreExplainedWhereTheyWereMade(String text, String place, String message) {
    YamlStream stream = new YamlReader().read("f", text.replace("⏎", "\n").replace("→", "\t"));

    assertThat(stream.documents()).isEmpty();
    assertThat(stream.problems()).hasSize(1);
    assertThat(stream.problems().get(0).at()).hasToString("f:" + place);
    assertThat(stream.problems().get(0).message()).isEqualTo(message);
    assertThat(stream.problems().get(0).fix()).isNotEmpty();
  }
}
