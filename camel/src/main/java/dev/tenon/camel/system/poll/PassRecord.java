package dev.tenon.camel.system.poll;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.TextNode;
import dev.tenon.camel.state.Checkpoints;
import dev.tenon.plan.Ref;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.Optional;

/**
 * How far a poll has come, kept in the state store: its checkpoint, and when its last complete pass
 * was, so that a restart is not taken for a first start, and no replica repeats what another did.
 */
final class PassRecord {
  private static final JsonMapper JSON = new JsonMapper();

  private final Checkpoints checkpoints;
  private final Ref integration;
  private final String call;

  PassRecord(Checkpoints checkpoints, Ref integration, String call) {
    this.checkpoints = checkpoints;
    this.integration = integration;
    this.call = call;
  }

  /** The last complete pass. */
  record Complete(Instant started, Instant completed) {}

  Optional<JsonNode> checkpoint() {
    return checkpoints.read(integration, call).map(PassRecord::value);
  }

  void checkpoint(JsonNode value) {
    checkpoints.write(integration, call, value.toString());
  }

  Optional<Complete> complete() {
    return checkpoints
        .read(integration, call + "/pass")
        .flatMap(
            text -> {
              JsonNode json = value(text);
              try {
                return Optional.of(
                    new Complete(
                        Instant.parse(json.path("started").asText()),
                        Instant.parse(json.path("completed").asText())));
              } catch (DateTimeException e) {
                return Optional.empty();
              }
            });
  }

  void complete(Complete pass) {
    checkpoints.write(
        integration,
        call + "/pass",
        JSON.createObjectNode()
            .put("started", pass.started().toString())
            .put("completed", pass.completed().toString())
            .toString());
  }

  /** A stored text: JSON, or for what is none, the text itself. */
  static JsonNode value(String text) {
    try {
      JsonNode value = JSON.readTree(text);
      return value.isMissingNode() ? new TextNode(text) : value;
    } catch (JsonProcessingException e) {
      return new TextNode(text);
    }
  }
}
