package dev.tenon.cli;

import dev.tenon.cli.check.Checking;
import dev.tenon.cli.check.Explaining;
import dev.tenon.cli.check.Findings;
import dev.tenon.cli.check.Findings.Level;
import dev.tenon.cli.check.Given;
import dev.tenon.cli.check.format.Format;
import dev.tenon.cli.console.ExitCode;
import dev.tenon.cli.console.ProblemPrinter;
import dev.tenon.cli.console.Streams;
import dev.tenon.cli.manifests.BundledPatterns;
import dev.tenon.cli.manifests.Kinds;
import dev.tenon.cli.manifests.ManifestFiles;
import dev.tenon.cli.manifests.ManifestReader;
import dev.tenon.cli.manifests.Manifests;
import dev.tenon.engine.problem.Problem;
import dev.tenon.engine.render.Renderer;
import java.io.IOException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import picocli.CommandLine.TypeConversionException;

/** {@code tenon check}: what admission would say, before anybody applies anything. */
@Command(
    name = "check",
    header = "Review manifests as admission would, for a pull request.",
    description = {
      "Checks files strictly by schema, then reviews all of them together: references, parameters, quota, stages, "
          + "dates and policies. Each object counts as new, or as an update where the estate has it. "
          + "What a refusal says here, admission says too, byte for byte; "
          + "only what is named and does not exist is refused here and a warning there. "
          + "Who approved or confirmed something is taken as it is stated.",
      ""
    },
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {
      "0:Nothing is refused; warnings, and what is waived, are printed.",
      "1:Refused by references, parameters, quota, stages, dates or policies.",
      "2:Cannot be read, or a Kubernetes API would refuse it by its schema; or a wrong option."
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  tenon check integrations/",
      "  tenon check --estate ~/.kube/config -o sarif integrations/ > tenon.sarif",
      "  tenon check --estate platform/ --policies policies/ integrations/",
      "  kustomize build . | tenon check -",
      "  tenon check --explain production-has-deputy"
    })
final class CheckCommand implements Callable<Integer> {
  private final Streams streams;

  @Spec private CommandSpec spec;

  @Parameters(
      paramLabel = "FILE|DIR",
      arity = "0..*",
      description = "What is checked. " + Words.FOLDERS + " A single dash is standard input.")
  private List<String> files = new ArrayList<>();

  @Option(
      names = "--policies",
      paramLabel = "WHICH",
      defaultValue = "default",
      description =
          "Policies besides those of the files and the estate: default (those that come with Tenon), none, "
              + "or a file or folder. Default: default.")
  private String policies = "default";

  @Option(
      names = "--estate",
      paramLabel = "KUBECONFIG|DIR",
      description =
          "What is declared already: a folder of manifests, or a kubeconfig whose cluster is read once. "
              + "Without it the files stand alone.")
  private Optional<String> estate = Optional.empty();

  @Option(
      names = "--now",
      paramLabel = "INSTANT",
      converter = Moment.class,
      description =
          "The instant (2027-04-01T00:00:00Z) or day (2027-04-01) that dates are compared with. Default: now.")
  private Optional<Instant> now = Optional.empty();

  @Option(
      names = {"-o", "--output"},
      paramLabel = "FORMAT",
      defaultValue = "text",
      description =
          "text, json, sarif (2.1.0), junit (XML) or report (openreports.io). Default: text.")
  private Format format = Format.text;

  @Option(
      names = "--explain",
      paramLabel = "POLICY",
      description =
          "Checks nothing, and explains one of the policies that come with Tenon: why it is there, an example that "
              + "passes, one that fails, what is said of it.")
  private Optional<String> explain = Optional.empty();

  @Option(names = "--allow-scheme", paramLabel = "SCHEME", description = Words.ALLOW_SCHEME)
  private Set<String> schemes = Set.of();

  CheckCommand(Streams streams) {
    this.streams = streams;
  }

  @Override
  public Integer call() {
    ManifestReader reader = new ManifestReader(new Kinds());
    if (explain.isPresent()) {
      return explain(reader, explain.get());
    }
    if (files.isEmpty()) {
      throw new ParameterException(
          spec.commandLine(), "nothing is named; name files or folders, or - for standard input");
    }
    return check(reader);
  }

  private int explain(ManifestReader reader, String name) {
    try {
      streams.out().print(new Explaining(reader).of(name));
      streams.out().flush();
      return ExitCode.ALLOWED;
    } catch (IllegalArgumentException e) {
      streams.err().println("tenon: " + e.getMessage());
      return ExitCode.UNREADABLE;
    }
  }

  private int check(ManifestReader reader) {
    Checking checking =
        new Checking(Renderer.with(Set.copyOf(schemes)), now.orElseGet(Instant::now));
    checking.given(Manifests.resources(BundledPatterns.read(reader)));
    List<Problem> beside;
    try {
      beside = new Given(reader, checking).estate(estate).policies(policies).problems();
    } catch (IOException e) {
      streams.err().println("tenon: " + e.getMessage());
      return ExitCode.UNREADABLE;
    }
    Manifests manifests = reader.read(new ManifestFiles(files, streams.in()).load());
    Findings findings = checking.check(manifests);
    streams.out().print(format.print(findings));
    streams.out().flush();
    ProblemPrinter.print(beside, streams.err()::println);
    streams.err().println("tenon: " + summary(findings));
    return Math.max(ExitCode.of(findings.problems()), ExitCode.of(beside));
  }

  private static String summary(Findings findings) {
    List<String> parts = new ArrayList<>();
    add(parts, findings.count(Level.Denied), "refusal");
    add(parts, findings.count(Level.Waived), "waived");
    add(parts, findings.count(Level.Warning), "warning");
    add(parts, findings.count(Level.Audited), "audited");
    return "checked "
        + counted(findings.objects().size(), "object")
        + " of "
        + counted(findings.files().size(), "file")
        + ": "
        + (parts.isEmpty() ? "nothing to say" : String.join(", ", parts));
  }

  private static void add(List<String> parts, long count, String word) {
    if (count > 0) {
      boolean noun = !word.endsWith("ed");
      parts.add(noun ? counted(count, word) : count + " " + word);
    }
  }

  private static String counted(long count, String word) {
    return count + " " + word + (count == 1 ? "" : "s");
  }

  /** An instant, or the beginning of a day in UTC. */
  static final class Moment implements ITypeConverter<Instant> {
    @Override
    public Instant convert(String text) {
      try {
        return text.contains("T")
            ? Instant.parse(text)
            : LocalDate.parse(text).atStartOfDay(ZoneOffset.UTC).toInstant();
      } catch (DateTimeParseException e) {
        throw new TypeConversionException(
            "'" + text + "' is neither an instant such as 2027-04-01T00:00:00Z nor a day");
      }
    }
  }
}
