package dev.tenon.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import dev.tenon.cli.console.ExitCode;
import dev.tenon.cli.console.Stop;
import dev.tenon.cli.console.Streams;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RenderCommandTest {
  private static final Path QUICKSTART = Path.of("../samples/quickstart");

  @TempDir private Path folder;
  private final ByteArrayOutputStream out = new ByteArrayOutputStream();
  private final ByteArrayOutputStream err = new ByteArrayOutputStream();
  private String in = "";

  @Test
  void theRoutesOfEveryIntegrationArePrintedAsDocumentsOfYaml() throws IOException {
    assertThat(render(QUICKSTART.toString())).isEqualTo(ExitCode.ALLOWED);

    assertThat(text(err)).isEmpty();
    assertThat(text(out))
        .contains("# support/contacts-to-helpdesk revision ")
        .contains("# growth/customers-to-chat revision ");
    assertThat(documents())
        .hasSize(3)
        .allSatisfy(document -> assertThat(document.at("/0/route/from/uri").isTextual()).isTrue());
  }

  @Test
  void theSameDeclarationsComeToTheSameBytes() {
    render(QUICKSTART.toString());
    String first = text(out);
    out.reset();
    render(QUICKSTART.toString());

    assertThat(text(out)).isEqualTo(first);
  }

  @Test
  void whatIsNamedByWithIsReferredToAndNotRenderedItself() throws IOException {
    in = Files.readString(QUICKSTART.resolve("integrations.yaml"));

    assertThat(render("-", "--with", QUICKSTART.resolve("systems.yaml").toString()))
        .isEqualTo(ExitCode.ALLOWED);
    assertThat(documents()).hasSize(3);
  }

  @Test
  void aSystemThatIsNotThereIsRefusedByReviewWithThePlaceThatNamesIt() {
    assertThat(render(QUICKSTART.resolve("integrations.yaml").toString()))
        .isEqualTo(ExitCode.REFUSED);

    assertThat(text(err))
        .containsPattern("integrations.yaml:\\d+:\\d+: reference-not-found Integration support/")
        .contains("System crm")
        .contains("fix: ");
  }

  @Test
  void aParameterThatIsWrongIsRefusedAndTheOthersArePrinted() throws IOException {
    copy("systems.yaml", "period: 5s", "period: 5s");
    copy("integrations.yaml", "period: 5s", "period: five");

    assertThat(render(folder.toString())).isEqualTo(ExitCode.REFUSED);
    assertThat(text(err))
        .contains("invalid-parameters")
        .contains("spec.pattern.parameters.period: 'five' must be a duration");
    assertThat(documents()).isNotEmpty();
  }

  @Test
  void whatCannotBeReadIsTheWorseOfTwoCodes() throws IOException {
    copy("systems.yaml", "uri:", "url:");
    copy("integrations.yaml", "period: 5s", "period: five");

    assertThat(render(folder.toString())).isEqualTo(ExitCode.UNREADABLE);
    assertThat(text(err))
        .contains("unknown-field System crm spec.endpoint.url")
        // what is missing only because its file is wrong is no second mistake
        .doesNotContain("reference-not-found");
  }

  @Test
  void whereThereIsNoIntegrationItSaysSo() {
    assertThat(render(QUICKSTART.resolve("teams.yaml").toString())).isEqualTo(ExitCode.ALLOWED);
    assertThat(text(err)).contains("there is no Integration in");
  }

  private void copy(String file, String replaced, String by) throws IOException {
    Files.writeString(
        folder.resolve(file), Files.readString(QUICKSTART.resolve(file)).replace(replaced, by));
  }

  private int render(String... arguments) {
    Streams streams =
        new Streams(
            new ByteArrayInputStream(in.getBytes(StandardCharsets.UTF_8)), print(out), print(err));
    List<String> all = new ArrayList<>(List.of("render"));
    all.addAll(List.of(arguments));
    return Main.commandLine(
            streams,
            options -> {
              throw new AssertionError("nothing is to be started");
            },
            new Stop(),
            Map.of())
        .execute(all.toArray(String[]::new));
  }

  private List<JsonNode> documents() throws IOException {
    YAMLMapper yaml = new YAMLMapper();
    List<JsonNode> documents = new ArrayList<>();
    for (String document : text(out).split("(?m)^---\n")) {
      documents.add(yaml.readTree(document));
    }
    return documents;
  }

  private static PrintStream print(ByteArrayOutputStream bytes) {
    return new PrintStream(bytes, true, StandardCharsets.UTF_8);
  }

  private static String text(ByteArrayOutputStream bytes) {
    return bytes.toString(StandardCharsets.UTF_8);
  }
}
