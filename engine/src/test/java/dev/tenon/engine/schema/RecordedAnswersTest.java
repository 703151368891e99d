package dev.tenon.engine.schema;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Our answers are those that a real API server gave to the same objects; {@link RealServerTest}
 * records them.
 */
class RecordedAnswersTest {
  private static final ObjectMapper JSON =
      new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT);
  private static final StructuralSchema SCHEMA = StructuralSchema.of(Torture.schema());

  private static JsonNode recorded;
  private static JsonNode recordedDefinitions;

  @BeforeAll
  static void readsRecording() throws IOException {
    recorded = JSON.readTree(Recording.read("torture-answers.json"));
    recordedDefinitions = JSON.readTree(Recording.read("definition-answers.json"));
  }

  static Stream<Arguments> objects() {
    List<ObjectNode> objects = Torture.objects();
    return IntStream.range(0, objects.size()).mapToObj(i -> Arguments.of(i, objects.get(i)));
  }

  static Stream<Arguments> definitions() {
    List<JsonNode> schemas = Torture.definitions();
    return IntStream.range(0, schemas.size()).mapToObj(i -> Arguments.of(i, schemas.get(i)));
  }

  static Stream<Arguments> updates() {
    List<Torture.Update> updates = Torture.updates();
    return IntStream.range(0, updates.size()).mapToObj(i -> Arguments.of(i, updates.get(i)));
  }

  static Stream<Arguments> statuses() {
    List<Torture.Update> updates = Torture.statuses();
    return IntStream.range(0, updates.size()).mapToObj(i -> Arguments.of(i, updates.get(i)));
  }

  @ParameterizedTest
  @MethodSource("objects")
  void creationsAreAnsweredAsByTheServer(int number, ObjectNode object) throws IOException {
    assertSame(Answer.toCreation(SCHEMA, object), recorded.path("creations").path(number));
  }

  @ParameterizedTest
  @MethodSource("objects")
  void unknownFieldsAreRefusedAsByTheServer(int number, ObjectNode object) throws IOException {
    assertSame(Answer.toStrictness(SCHEMA, object), recorded.path("strict").path(number));
  }

  @ParameterizedTest
  @MethodSource("updates")
  void updatesAreAnsweredAsByTheServer(int number, Torture.Update update) throws IOException {
    assertSame(Answer.toUpdate("Ratchet", SCHEMA, update), recorded.path("updates").path(number));
  }

  @ParameterizedTest
  @MethodSource("statuses")
  void statusesAreAnsweredAsByTheServer(int number, Torture.Update update) throws IOException {
    assertSame(Answer.toStatus(SCHEMA, update), recorded.path("statuses").path(number));
  }

  @ParameterizedTest
  @MethodSource("definitions")
  void definitionsAreAnsweredAsByTheServer(int number, JsonNode schema) throws IOException {
    assertThat(JSON.writeValueAsString(Answer.toDefinition(schema)))
        .isEqualTo(JSON.writeValueAsString(recordedDefinitions.path(number)));
  }

  private static void assertSame(JsonNode ours, JsonNode theirs) throws IOException {
    assertThat(sorted(ours)).isEqualTo(sorted(theirs));
  }

  private static String sorted(JsonNode node) throws IOException {
    return JSON.writer()
        .with(SerializationFeature.ORDER_MAP_ENTRIES_BY_KEYS)
        .writeValueAsString(JSON.treeToValue(node, Object.class));
  }
}
