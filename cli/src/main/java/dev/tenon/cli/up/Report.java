package dev.tenon.cli.up;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tenon.cli.console.ProblemPrinter;
import dev.tenon.cli.manifests.Manifest;
import dev.tenon.engine.problem.Problem;
import dev.tenon.plan.Ref;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** The sentences that {@code up} says about files and what became of them. */
final class Report {
  private static final int NAMED = 10;
  private static final Pattern REVIEW =
      Pattern.compile("admission webhook \"[^\"]+\" denied the request: ");
  private static final Pattern PROBLEM =
      Pattern.compile("(?<rule>[a-z0-9-]+) (?<field>(spec|metadata)[.\\[]\\S*): (?<message>.*)");

  private Report() {}

  /** Problems, one below the other. */
  static String of(Collection<Problem> problems) {
    List<String> lines = new ArrayList<>();
    ProblemPrinter.print(problems, lines::add);
    return String.join("\n", lines);
  }

  /**
   * What the API refused, where that stands, what was applied and what not.
   *
   * @return empty where there is nothing to say
   */
  static String refusals(Applier.Outcome outcome) {
    List<String> lines = new ArrayList<>();
    for (Applier.Done done : outcome.refused()) {
      refusal(done, lines);
    }
    if (!outcome.refused().isEmpty()) {
      lines.add(
          "tenon: not applied: "
              + names(outcome.refused().stream().map(done -> done.manifest().ref()).toList())
              + "; "
              + (outcome.applied().isEmpty()
                  ? "nothing was applied"
                  : "applied: "
                      + names(
                          outcome.applied().stream().map(done -> done.manifest().ref()).toList())));
    }
    return String.join("\n", lines);
  }

  private static void refusal(Applier.Done done, List<String> lines) {
    Manifest manifest = done.manifest();
    JsonNode causes = done.answer().body().path("details").path("causes");
    for (JsonNode cause : causes) {
      String field = cause.path("field").asText("");
      lines.add(
          manifest.position(field)
              + ": "
              + manifest.ref()
              + (field.isEmpty() || field.equals("<nil>") ? "" : " " + field)
              + ": "
              + oneLine(cause.path("message").asText()));
    }
    if (causes.isEmpty()) {
      refusal(manifest, done.answer().message(), lines);
    }
  }

  /** In the API's words, or in those of a review, which begin with a rule and a field. */
  private static void refusal(Manifest manifest, String message, List<String> lines) {
    Matcher review = REVIEW.matcher(message);
    boolean reviewed = review.lookingAt();
    for (String line : message.substring(reviewed ? review.end() : 0).lines().toList()) {
      Matcher problem = PROBLEM.matcher(line);
      if (line.startsWith(" ")) {
        lines.add(line);
      } else if (reviewed && problem.matches()) {
        String field = problem.group("field");
        lines.add(
            manifest.position(field)
                + ": "
                + problem.group("rule")
                + " "
                + manifest.ref()
                + " "
                + field
                + ": "
                + problem.group("message"));
      } else {
        lines.add(manifest.position() + ": " + manifest.ref() + ": the API refuses it: " + line);
      }
    }
  }

  /** Warnings of the API, each with its object. */
  static String warnings(Applier.Outcome outcome) {
    return outcome.applied().stream()
        .flatMap(
            done ->
                done.answer().warnings().stream()
                    .map(
                        warning ->
                            done.manifest().position()
                                + ": warning: "
                                + done.manifest().ref()
                                + ": "
                                + oneLine(warning)))
        .collect(Collectors.joining("\n"));
  }

  /** As in {@code 2 Teams, 3 Systems}. */
  static String counts(List<Applier.Done> applied) {
    return applied.stream()
        .map(done -> done.manifest().kind())
        .distinct()
        .sorted((one, other) -> Integer.compare(one.rank(), other.rank()))
        .map(
            kind -> {
              long count =
                  applied.stream().filter(done -> done.manifest().kind().equals(kind)).count();
              return count(count, kind.name());
            })
        .collect(Collectors.joining(", "));
  }

  private static String count(long count, String kind) {
    if (count == 1) {
      return "1 " + kind;
    }
    return count + " " + (kind.endsWith("y") ? kind.replaceAll("y$", "ies") : kind + "s");
  }

  /** An object that no file declares any more. */
  static String gone(Ref ref) {
    String kind = ref.kind().toLowerCase(Locale.ROOT);
    boolean ours = !List.of("namespace", "secret", "configmap").contains(kind);
    return "tenon: "
        + ref
        + " stands in no file any more, and goes on; kubectl delete "
        + (ours ? kind + "s.tenon.dev" : kind)
        + " "
        + ref.name()
        + (ref.namespace().isEmpty() ? "" : " -n " + ref.namespace())
        + " deletes it";
  }

  private static String names(List<Ref> refs) {
    String names = refs.stream().limit(NAMED).map(Ref::toString).collect(Collectors.joining(", "));
    return refs.size() <= NAMED ? names : names + " and " + (refs.size() - NAMED) + " more";
  }

  private static String oneLine(String text) {
    return text.replaceAll("\\p{Cntrl}+", " ");
  }
}
