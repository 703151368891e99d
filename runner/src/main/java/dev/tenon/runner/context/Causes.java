package dev.tenon.runner.context;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.camel.FailedToCreateRouteException;
import org.apache.camel.util.ObjectHelper;

/**
 * What people are told of an exception: its innermost message on one line, and the route's name.
 */
public final class Causes {
  private static final int LONGEST = 600;

  /** A class name before a message, as exceptions that wrap others have it. */
  private static final Pattern CLASS_NAME = Pattern.compile("^([a-z][\\w$]*\\.)+[A-Z][\\w$]*: ");

  private Causes() {}

  /** The cause in words, at most 600 characters. */
  public static String of(Throwable failure) {
    String why = innermost(failure);
    String text = route(failure).map(route -> "route " + route + ": " + why).orElse(why);
    return text.length() > LONGEST ? text.substring(0, LONGEST) + "…" : text;
  }

  private static Optional<String> route(Throwable failure) {
    FailedToCreateRouteException create =
        ObjectHelper.getException(FailedToCreateRouteException.class, failure);
    return create == null ? Optional.empty() : Optional.ofNullable(create.getRouteId());
  }

  private static String innermost(Throwable failure) {
    String message = "it failed without a word";
    Throwable now = failure;
    for (int depth = 0; now != null && depth < 20; depth++) {
      if (now.getMessage() != null && !now.getMessage().isBlank()) {
        message = now.getMessage();
      }
      now = now.getCause();
    }
    String line = message.replaceAll("\\s+", " ").strip();
    Matcher matcher = CLASS_NAME.matcher(line);
    while (matcher.find()) {
      line = line.substring(matcher.end());
      matcher = CLASS_NAME.matcher(line);
    }
    return line;
  }
}
