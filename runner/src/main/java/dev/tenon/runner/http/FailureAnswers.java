package dev.tenon.runner.http;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.tenon.camel.MessageRefused;
import dev.tenon.camel.RequestRefused;
import dev.tenon.camel.SystemUnavailable;
import dev.tenon.camel.state.StateUnavailable;
import dev.tenon.plan.RunnerReport.Trouble;
import java.io.IOException;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.apache.camel.support.processor.PredicateValidationException;
import org.apache.camel.util.ObjectHelper;

/**
 * What a caller that waits is told when its request failed.
 *
 * <table>
 *   <caption>From failures to statuses</caption>
 *   <tr><td>a System is away, or refused our credentials</td><td>503, Retry-After</td></tr>
 *   <tr><td>the granted share of a System's limit is used up</td><td>429, Retry-After</td></tr>
 *   <tr><td>a System refused the content of the request: 400, 404, 409, 410, 413, 422</td>
 *       <td>the same status: it is about what the caller sent</td></tr>
 *   <tr><td>a System refused it with any other status</td><td>502: that is between the System and
 *       this integration</td></tr>
 *   <tr><td>an inbox cannot take the message: too large, or without a key</td><td>413, 400</td></tr>
 *   <tr><td>a {@code validate} of the route does not hold, or the body says that it is JSON and is
 *       not</td><td>400</td></tr>
 *   <tr><td>the state store does not answer</td><td>503, Retry-After</td></tr>
 *   <tr><td>anything else</td><td>500 with an id that is in the log</td></tr>
 * </table>
 */
final class FailureAnswers {
  private static final Set<Integer> ABOUT_THE_CONTENT = Set.of(400, 404, 409, 410, 413, 422);
  private static final Duration AWAY = Duration.ofSeconds(30);
  private static final Duration QUOTA = Duration.ofSeconds(60);
  private static final Duration STATE = Duration.ofSeconds(5);
  private static final ObjectMapper JSON = new ObjectMapper();

  private FailureAnswers() {}

  /**
   * The answer to a failure.
   *
   * @param id what names this failure in the log
   * @param request the body as it came, and its Content-Type
   */
  static ProblemDetails of(Throwable failure, String id, byte[] request, String contentType) {
    SystemUnavailable away = ObjectHelper.getException(SystemUnavailable.class, failure);
    if (away != null) {
      return away(away);
    }
    RequestRefused refused = ObjectHelper.getException(RequestRefused.class, failure);
    if (refused != null) {
      return refused(refused);
    }
    if (ObjectHelper.getException(StateUnavailable.class, failure) != null) {
      return ProblemDetails.later(
          503, "Not available now", "The request could not be stored; send it again.", STATE);
    }
    MessageRefused message = ObjectHelper.getException(MessageRefused.class, failure);
    if (message != null) {
      return message.tooLarge()
          ? ProblemDetails.of(413, "Too large", "The message is larger than can be stored.")
          : ProblemDetails.of(
              400, "Not a valid request", "The request has nothing that tells it from others.");
    }
    if (ObjectHelper.getException(PredicateValidationException.class, failure) != null) {
      return ProblemDetails.of(
          400, "Not a valid request", "The request is not what this integration takes.");
    }
    if (saysJson(contentType) && !json(request)) {
      return ProblemDetails.of(400, "Not a valid request", "The body is not JSON.");
    }
    return new ProblemDetails(
        500,
        "Failed",
        "The request failed. Its owner finds it in the log by this instance.",
        Optional.of("urn:uuid:" + id),
        Optional.empty(),
        Optional.empty());
  }

  private static ProblemDetails away(SystemUnavailable away) {
    if (away.trouble() == Trouble.QuotaExhausted) {
      return ProblemDetails.later(
          429,
          "Too many requests",
          "This integration's share of what the system "
              + away.system()
              + " allows is used up for now.",
          away.retryAfter().orElse(QUOTA));
    }
    return ProblemDetails.later(
        503,
        "Not available now",
        "The system " + away.system() + " cannot be used now.",
        away.retryAfter().orElse(AWAY));
  }

  private static ProblemDetails refused(RequestRefused refused) {
    if (ABOUT_THE_CONTENT.contains(refused.status())) {
      return ProblemDetails.of(
          refused.status(),
          "Refused",
          "The system "
              + refused.system()
              + " refused this request with status "
              + refused.status()
              + ".");
    }
    return ProblemDetails.of(
        502, "Bad gateway", "The system " + refused.system() + " did not do what was asked of it.");
  }

  private static boolean saysJson(String contentType) {
    String type = contentType.toLowerCase(Locale.ROOT);
    int end = type.indexOf(';');
    String media = (end < 0 ? type : type.substring(0, end)).strip();
    return media.equals("application/json") || media.endsWith("+json");
  }

  private static boolean json(byte[] body) {
    try {
      JsonNode node = JSON.readTree(body);
      return node != null && !node.isMissingNode();
    } catch (IOException e) {
      return false;
    }
  }
}
