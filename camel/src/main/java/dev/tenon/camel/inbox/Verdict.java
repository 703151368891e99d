package dev.tenon.camel.inbox;

import com.fasterxml.jackson.core.JsonProcessingException;
import dev.tenon.camel.MappingFailed;
import dev.tenon.camel.MappingRule;
import dev.tenon.camel.MessageRefused;
import dev.tenon.camel.RequestRefused;
import dev.tenon.camel.SystemUnavailable;
import dev.tenon.camel.state.StateUnavailable;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.RejectedExecutionException;
import net.thisptr.jackson.jq.exception.JsonQueryException;
import org.apache.camel.Exchange;
import org.apache.camel.InvalidPayloadException;
import org.apache.camel.NoTypeConversionAvailableException;
import org.apache.camel.TypeConversionException;
import org.apache.camel.support.processor.PredicateValidationException;
import org.apache.camel.util.ObjectHelper;

/** What an exchange came to. */
sealed interface Verdict {
  /** The route completed. */
  record Delivered() implements Verdict {}

  /** A mapping yielded nothing. */
  record Filtered() implements Verdict {}

  /** A System cannot be used now. */
  record Unavailable(SystemUnavailable failure) implements Verdict {}

  /** The state store cannot be used now by the route itself. */
  record Later(String reason) implements Verdict {}

  /** The process or the context was stopping; the message was not tried in full. */
  record Stopped() implements Verdict {}

  /**
   * It will fail again.
   *
   * @param reason what, where, why; no content, no secret, no name of a class
   * @param answered whether a System answered
   */
  record Dead(String reason, boolean answered) implements Verdict {}

  /** Ours say what may be said; in the order in which they are looked for. */
  List<Class<? extends Exception>> OURS =
      List.of(RequestRefused.class, MappingFailed.class, MessageRefused.class);

  /** Judges an exchange that has ended. */
  static Verdict of(Exchange exchange) {
    Exception failure = exchange.getException();
    if (failure == null) {
      return MappingRule.filtered(exchange) ? new Filtered() : new Delivered();
    }
    SystemUnavailable away = ObjectHelper.getException(SystemUnavailable.class, failure);
    if (away != null) {
      return new Unavailable(away);
    }
    StateUnavailable store = ObjectHelper.getException(StateUnavailable.class, failure);
    if (store != null) {
      return new Later(store.getMessage());
    }
    if (ObjectHelper.getException(RejectedExecutionException.class, failure) != null
        || ObjectHelper.getException(InterruptedException.class, failure) != null) {
      return new Stopped();
    }
    String where =
        Optional.ofNullable(exchange.getFromRouteId()).map(id -> "route " + id + ": ").orElse("");
    return new Dead(
        bounded(where + reason(failure)),
        ObjectHelper.getException(RequestRefused.class, failure) != null);
  }

  private static String reason(Exception failure) {
    for (Class<? extends Exception> ours : OURS) {
      Exception found = ObjectHelper.getException(ours, failure);
      if (found != null) {
        return found.getMessage();
      }
    }
    // others quote what they worked on, so only their kind is said
    if (is(JsonQueryException.class, failure)) {
      return "a jq expression fails on this message";
    }
    if (is(PredicateValidationException.class, failure)) {
      return "a validate step does not hold for this message";
    }
    if (is(JsonProcessingException.class, failure)) {
      return "the message's body is not JSON";
    }
    if (is(NoTypeConversionAvailableException.class, failure)
        || is(TypeConversionException.class, failure)
        || is(InvalidPayloadException.class, failure)) {
      return "a step cannot convert this message's body to what it needs";
    }
    return "a step failed in a way that is no refusal of a System; the runner's log says more at"
        + " this time";
  }

  private static boolean is(Class<? extends Exception> kind, Exception failure) {
    return ObjectHelper.getException(kind, failure) != null;
  }

  private static String bounded(String reason) {
    return reason.length() <= 1024 ? reason : reason.substring(0, 1023) + "…";
  }
}
