package dev.tenon.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tenon.api.v1alpha1.TenonResource;
import dev.tenon.testing.ApiServer;
import dev.tenon.testing.Fixture;
import dev.tenon.testing.Run;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.client.utils.KubernetesSerialization;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What the API server itself says to manifests, right and wrong, with kubectl's strictness. */
class FixturesOnRealServerTest {
  private static final Pattern FILE =
      Pattern.compile("error when \\w+ \"[^\"]*/([^/\"]+)\\.yaml\"");

  private static ApiServer server;

  /** What was said about each file; one kubectl sends them all, which is much faster. */
  private static Map<String, String> refusals;

  private final KubernetesSerialization serialization = new KubernetesSerialization();

  @BeforeAll
  static void sendAllThatIsWrong(@TempDir Path folder) throws IOException {
    server = ApiServer.shared().orElse(null);
    assumeTrue(server != null, "no KUBEBUILDER_ASSETS");
    for (String namespace : List.of("revenue", "support", "finance")) {
      server.kubectl("create", "namespace", namespace);
    }
    Run run = dryRun(folder, Fixture.invalid());
    refusals =
        Pattern.compile("(?m)^(?=Error from server)")
            .splitAsStream(run.err())
            .collect(
                Collectors.toMap(
                    FixturesOnRealServerTest::fileOf,
                    String::strip,
                    (first, second) -> first + "\n" + second));
  }

  private static Run dryRun(Path folder, List<Fixture> fixtures) throws IOException {
    for (Fixture fixture : fixtures) {
      Files.writeString(folder.resolve(fixture.name() + ".yaml"), fixture.yaml());
    }
    return server.kubectl(
        "apply", "--dry-run=server", "--validate=strict", "-o", "json", "-f", folder.toString());
  }

  private static String fileOf(String refusal) {
    Matcher file = FILE.matcher(refusal);
    return file.find() ? file.group(1) : "";
  }

  @ParameterizedTest
  @MethodSource("dev.tenon.testing.Fixture#invalid")
  void whatIsWrongIsRefusedInTheStatedWords(Fixture fixture) {
    assertThat(refusals)
        .as("%s is refused; and answers about no file are: %s", fixture, refusals.get(""))
        .containsKey(fixture.name());
    assertThat(refusals.get(fixture.name())).contains(fixture.expected().orElseThrow());
  }

  @Test
  void whatIsRightIsAcceptedAndReadInJavaAsTheServerKeepsIt(@TempDir Path folder)
      throws IOException {
    Run run = dryRun(folder, Fixture.valid()).orFail();

    JsonNode kept = serialization.unmarshal(run.out(), JsonNode.class).get("items");
    assertThat(kept).hasSameSizeAs(Fixture.valid());
    for (int i = 0; i < kept.size(); i++) {
      // kubectl reads a folder in the order of names, as the fixtures are
      Fixture fixture = Fixture.valid().get(i);
      TenonResource<?, ?> fromServer =
          (TenonResource<?, ?>) serialization.convertValue(kept.get(i), HasMetadata.class);
      TenonResource<?, ?> fromFile =
          (TenonResource<?, ?>) serialization.<HasMetadata>unmarshal(fixture.yaml());
      assertThat(fromFile.spec())
          .as("%s: the defaults in Java are those of the schema", fixture.name())
          .isEqualTo(fromServer.spec());
      assertThat(serialization.unmarshal(serialization.asJson(fromServer.spec()), JsonNode.class))
          .as("%s: no field is lost in Java", fixture.name())
          .isEqualTo(kept.get(i).at("/spec"));
      assertThat(fromServer.status().orElseThrow().observedGeneration()).isEqualTo(-1);
    }
  }

  @ParameterizedTest
  @MethodSource("dev.tenon.testing.Fixture#validUpdates")
  void updatesThatAreRightAreAccepted(Fixture fixture) {
    update(fixture).orFail();
  }

  @ParameterizedTest
  @MethodSource("dev.tenon.testing.Fixture#invalidUpdates")
  void updatesThatAreWrongAreRefusedInTheStatedWords(Fixture fixture) {
    Run run = update(fixture);

    assertThat(run.exit()).isNotZero();
    assertThat(run.err()).contains(fixture.expected().orElseThrow());
  }

  private static Run update(Fixture fixture) {
    String before = fixture.documents().get(0);
    server.kubectlWith(before, "apply", "-f", "-").orFail();
    Run run =
        server.kubectlWith(fixture.documents().get(1), "apply", "--dry-run=server", "-f", "-");
    server.kubectlWith(before, "delete", "-f", "-").orFail();
    return run;
  }
}
