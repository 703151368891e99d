package dev.tenon.engine.schema;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tenon.engine.golang.GoText;
import dev.tenon.testing.ApiServer;
import io.fabric8.kubernetes.client.Config;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/**
 * Asks a real API server everything that the torture has, and compares its answers with the
 * recorded ones, which the tests that need no server compare with ours.
 */
class RealServerTest {
  private static final ObjectMapper JSON =
      new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT);
  private static final Duration SERVED_WITHIN = Duration.ofMinutes(1);

  private static final String CRDS = "/apis/apiextensions.k8s.io/v1/customresourcedefinitions";

  private static RawClient server;

  @BeforeAll
  static void startsServer() throws Exception {
    ApiServer shared = ApiServer.shared().orElse(null);
    assumeTrue(shared != null, "no KUBEBUILDER_ASSETS");
    server = new RawClient(Config.fromKubeconfig(shared.kubeconfig().toFile()));
  }

  @Test
  void recordedAnswersAreTheServers() throws Exception {
    ObjectNode answers = JsonNodeFactory.instance.objectNode();
    ArrayNode created = answers.putArray("creations");
    ArrayNode strict = answers.putArray("strict");
    install("Torture", "tortures", Torture.schema());
    for (ObjectNode object : Torture.objects()) {
      created.add(
          answer(
              server.send(
                  "POST", path("tortures") + "?dryRun=All&fieldValidation=Ignore", object)));
      strict.add(
          strictness(
              server.send(
                  "POST", path("tortures") + "?dryRun=All&fieldValidation=Strict", object)));
    }
    ArrayNode updated = answers.putArray("updates");
    updates("Ratchet", "ratchets", "", Torture.updates()).forEach(updated::add);
    ArrayNode statuses = answers.putArray("statuses");
    updates("Standing", "standings", "/status", Torture.statuses()).forEach(statuses::add);
    Recording.check("torture-answers.json", JSON.writeValueAsString(answers) + "\n");
  }

  @Test
  void recordedAnswersToDefinitionsAreTheServers() throws Exception {
    ArrayNode answers = JsonNodeFactory.instance.arrayNode();
    for (JsonNode schema : Torture.definitions()) {
      ObjectNode definition = definition("Definition", "definitions", schema);
      // a status asks for things that are not of the schema
      ((ObjectNode) definition.at("/spec/versions/0")).remove("subresources");
      RawClient.Response response =
          server.send("POST", CRDS + "?dryRun=All&fieldValidation=Ignore", definition);
      answers.add(Answer.causes(response.body().path("details").path("causes")));
    }
    Recording.check("definition-answers.json", JSON.writeValueAsString(answers) + "\n");
  }

  /**
   * Objects by chance, a fixed seed; {@code -Dfuzz=N} makes it more of them, {@code -Dfuzz.seed=N}
   * others.
   */
  @Test
  void objectsByChanceAreAnsweredAlike() throws Exception {
    int count = Integer.getInteger("fuzz", 300);
    long seed = Long.getLong("fuzz.seed", 20261124L);
    StructuralSchema schema = StructuralSchema.of(Torture.schema());
    SchemaNode root = SchemaParser.parse(Torture.schema());
    install("Torture", "tortures", Torture.schema());
    RandomObjects random = new RandomObjects(seed);
    List<String> differences = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      ObjectNode object = random.object("Torture", "random-" + i, root);
      compare(
          differences,
          object,
          Answer.toCreation(schema, object),
          answer(
              server.send(
                  "POST", path("tortures") + "?dryRun=All&fieldValidation=Ignore", object)));
      compare(
          differences,
          object,
          Answer.toStrictness(schema, object),
          strictness(
              server.send(
                  "POST", path("tortures") + "?dryRun=All&fieldValidation=Strict", object)));
    }
    List<Torture.Update> updates = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      ObjectNode old = random.typedObject("Chance", "random-" + i, root);
      updates.add(new Torture.Update(old, random.changed(old, root)));
    }
    List<ObjectNode> answers = updates("Chance", "chances", "", updates);
    for (int i = 0; i < count; i++) {
      compare(
          differences,
          updates.get(i),
          Answer.toUpdate("Chance", schema, updates.get(i)),
          answers.get(i));
    }
    System.out.println(count + " objects and as many updates by chance (seed " + seed + ")");
    if (!differences.isEmpty()) {
      Files.write(Path.of("target", "differences.txt"), differences);
    }
    assertThat(differences).as("differences, all in target/differences.txt").isEmpty();
  }

  private static void compare(List<String> differences, Object of, JsonNode ours, JsonNode theirs)
      throws Exception {
    if (differences.size() < 20 && !Answer.alike(ours, theirs)) {
      differences.add(
          of + "\nours   " + GoText.json(ours) + "\ntheirs " + GoText.json(theirs) + "\n");
    }
  }

  private static List<ObjectNode> updates(
      String kind, String plural, String subresource, List<Torture.Update> updates)
      throws Exception {
    install(
        kind,
        plural,
        JSON.readTree("{\"type\":\"object\",\"x-kubernetes-preserve-unknown-fields\":true}"));
    for (Torture.Update update : updates) {
      RawClient.Response created = server.send("POST", path(plural), update.old());
      assertThat(created.code()).isEqualTo(201);
      if (update.old().has("status")) {
        ObjectNode stored = (ObjectNode) created.body();
        stored.set("status", update.old().get("status"));
        String name = stored.path("metadata").path("name").asText();
        assertThat(server.send("PUT", path(plural) + "/" + name + "/status", stored).code())
            .isEqualTo(200);
      }
    }
    install(kind, plural, Torture.schema());
    List<ObjectNode> answers = new ArrayList<>();
    for (Torture.Update update : updates) {
      String name = update.old().path("metadata").path("name").asText();
      JsonNode stored = server.send("GET", path(plural) + "/" + name, null).body();
      ObjectNode next = update.next().deepCopy();
      next.withObject("/metadata")
          .set("resourceVersion", stored.path("metadata").path("resourceVersion"));
      RawClient.Response response =
          server.send(
              "PUT",
              path(plural) + "/" + name + subresource + "?dryRun=All&fieldValidation=Ignore",
              next);
      ObjectNode answer = answer(response);
      if (!response.warnings().isEmpty()) {
        ArrayNode warnings = answer.putArray("warnings");
        Answer.warnings(response.warnings()).forEach(warnings::add);
      }
      answers.add(answer);
    }
    return answers;
  }

  private static ObjectNode answer(RawClient.Response response) {
    return response.code() < 300 ? Answer.kept(response.body()) : Answer.refused(response.body());
  }

  private static JsonNode strictness(RawClient.Response response) {
    ObjectNode out = JsonNodeFactory.instance.objectNode();
    return response.code() == 400
        ? out.put("code", 400).put("message", response.body().path("message").asText())
        : out.put("code", 0);
  }

  private static String path(String plural) {
    return "/apis/" + Torture.GROUP + "/" + Torture.VERSION + "/namespaces/default/" + plural;
  }

  private static ObjectNode definition(String kind, String plural, JsonNode schema) {
    String name = plural + "." + Torture.GROUP;
    ObjectNode crd = JsonNodeFactory.instance.objectNode();
    crd.put("apiVersion", "apiextensions.k8s.io/v1").put("kind", "CustomResourceDefinition");
    crd.putObject("metadata").put("name", name);
    ObjectNode spec = crd.putObject("spec").put("group", Torture.GROUP).put("scope", "Namespaced");
    spec.putObject("names")
        .put("kind", kind)
        .put("plural", plural)
        .put("singular", plural.substring(0, plural.length() - 1))
        .put("listKind", kind + "List");
    ObjectNode version =
        spec.putArray("versions")
            .addObject()
            .put("name", Torture.VERSION)
            .put("served", true)
            .put("storage", true);
    version.putObject("schema").set("openAPIV3Schema", schema);
    version.putObject("subresources").putObject("status");
    return crd;
  }

  /** Installs a kind, or gives it another schema, and waits until it is served so. */
  private static void install(String kind, String plural, JsonNode schema) throws Exception {
    String name = plural + "." + Torture.GROUP;
    ObjectNode crd = definition(kind, plural, schema);
    RawClient.Response response = server.send("POST", CRDS, crd);
    if (response.code() == 409) {
      JsonNode stored = server.send("GET", CRDS + "/" + name, null).body();
      crd.withObject("/metadata")
          .set("resourceVersion", stored.path("metadata").path("resourceVersion"));
      response = server.send("PUT", CRDS + "/" + name, crd);
    }
    assertThat(response.code()).as(response.body().toPrettyString()).isBetween(200, 201);
    boolean checks = schema.path("properties").path("spec").has("properties");
    ObjectNode probe = Torture.object(kind, "probe");
    probe.putObject("spec").put("short", 5);
    Instant end = Instant.now().plus(SERVED_WITHIN);
    int code;
    do {
      code = server.send("POST", path(plural) + "?dryRun=All", probe).code();
    } while (code != (checks ? 422 : 201) && Instant.now().isBefore(end));
    assertThat(code).as(kind + " is served").isEqualTo(checks ? 422 : 201);
  }
}
