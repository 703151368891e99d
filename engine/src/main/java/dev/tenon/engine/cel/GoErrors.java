package dev.tenon.engine.cel;

import dev.cel.runtime.CelEvaluationException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The errors of an evaluation in the words of cel-go, which are what an API server shows. */
final class GoErrors {
  private static final Pattern PREFIX =
      Pattern.compile("evaluation error(?: at [^:]*:\\d+)?: (.*)", Pattern.DOTALL);
  private static final Pattern MISSING_KEY =
      Pattern.compile("key '(.*)' is not present in map\\.", Pattern.DOTALL);

  private GoErrors() {}

  static String message(CelEvaluationException e) {
    Matcher prefixed = PREFIX.matcher(String.valueOf(e.getMessage()));
    String text = prefixed.matches() ? prefixed.group(1) : String.valueOf(e.getMessage());
    return switch (e.getErrorCode()) {
      case DIVIDE_BY_ZERO -> text.contains("modul") ? "modulus by zero" : "division by zero";
      case NUMERIC_OVERFLOW ->
          text.contains("unsigned") ? "unsigned integer overflow" : "integer overflow";
      case OVERLOAD_NOT_FOUND -> "no such overload";
      case INDEX_OUT_OF_BOUNDS -> text.replaceFirst("^Index", "index");
      case ATTRIBUTE_NOT_FOUND -> MISSING_KEY.matcher(text).replaceFirst("no such key: $1");
      default -> text;
    };
  }
}
