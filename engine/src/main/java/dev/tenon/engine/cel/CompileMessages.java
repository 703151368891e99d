package dev.tenon.engine.cel;

import dev.cel.common.CelIssue;
import java.util.regex.Pattern;

/** Compile errors in the words of cel-go, where those of the library differ. */
final class CompileMessages {
  private static final Pattern CANDIDATES =
      Pattern.compile(" \\(candidates: .*\\)$", Pattern.DOTALL);

  private CompileMessages() {}

  static CelIssue inTheWordsOfGo(CelIssue issue) {
    String message = CANDIDATES.matcher(issue.getMessage()).replaceFirst("");
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
