package dev.tenon.cli.up;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;

/**
 * What an API said to a request.
 *
 * @param code of HTTP; 0 where no answer came
 * @param body the object, or a Status
 * @param warnings beside it
 */
record Answer(int code, JsonNode body, List<String> warnings) {
  boolean ok() {
    return code >= 200 && code < 300;
  }

  boolean notFound() {
    return code == 404;
  }

  boolean conflict() {
    return code == 409;
  }

  /** The reason of a refusal, in the API's words. */
  String message() {
    return body.path("message").asText("the API answered " + code + " without a reason");
  }
}
