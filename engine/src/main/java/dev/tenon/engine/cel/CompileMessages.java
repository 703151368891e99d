package dev.tenon.engine.cel;

import dev.cel.common.CelIssue;
import java.util.regex.Pattern;

/** Compile errors in the words of cel-go, where those of the library differ. */
final class CompileMessages {
  private static final Pattern CANDIDATES =
      Pattern.compile(" \\(candidates: .*\\)$", Pattern.DOTALL);

  /** How the parser's errors begin, of which cel-go says that they are about the syntax. */
  private static final Pattern SYNTAX =
      Pattern.compile(
          "^(mismatched input|extraneous input|missing .* at|no viable alternative|token recognition error) ?.*",
          Pattern.DOTALL);

  private CompileMessages() {}

  static CelIssue inTheWordsOfGo(CelIssue issue) {
    String message = CANDIDATES.matcher(issue.getMessage()).replaceFirst("");
    if (SYNTAX.matcher(message).matches()) {
      message = "Syntax error: " + message;
    }
    if (message.startsWith("found no matching overload")) {
      message =
          message
              .replace("google.protobuf.Timestamp", "timestamp")
              .replace("google.protobuf.Duration", "duration");
    }
    return message.equals(issue.getMessage())
        ? issue
        : CelIssue.newBuilder()
            .setExprId(issue.getExprId())
            .setSeverity(issue.getSeverity())
            .setSourceLocation(issue.getSourceLocation())
            .setMessage(message)
            .build();
  }
}
