package dev.tenon.engine.policy;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tenon.api.v1alpha1.Integration;
import dev.tenon.api.v1alpha1.IntegrationPolicy;
import dev.tenon.api.v1alpha1.IntegrationPolicySpec;
import dev.tenon.api.v1alpha1.Validation;
import dev.tenon.engine.change.Change;
import dev.tenon.engine.change.Occasion;
import dev.tenon.engine.estate.IndexedEstate;
import dev.tenon.engine.problem.Problem;
import dev.tenon.engine.quota.Ledger;
import dev.tenon.engine.render.Renderer;
import dev.tenon.engine.review.Review;
import dev.tenon.engine.review.Verdict;
import dev.tenon.engine.testing.Manifests;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/**
 * Whatever a policy's expression is, it is refused with a place in it, or it gives an answer within
 * its steps; nothing is thrown, nothing hangs, and the answer is the same each time.
 */
class AnyPolicyTest {
  private static final int EXPRESSIONS = Integer.getInteger("fuzz.inputs", 2_500);
  private static final int LONGEST = 4_096;
  private static final Pattern TOKEN =
      Pattern.compile("[A-Za-z_][A-Za-z0-9_]*|[0-9.]+|'[^']*'|\"[^\"]*\"|&&|\\|\\||[<>=!]=|\\s+|.");

  private static final List<String> PIECES =
      List.of(
          "object",
          "oldObject",
          "request",
          "owner",
          "deputy",
          "pattern",
          "systems",
          "plan",
          "budget",
          "waivers",
          "now",
          "null",
          "true",
          "false",
          "0",
          "-1",
          "9223372036854775807",
          "9223372036854775808",
          "1e400",
          "0x7fffffffffffffff",
          "1u",
          "''",
          "'\\u0000'",
          "'\\U0010FFFF'",
          "b'\\xff'",
          "r'\\'",
          "'''a'''",
          "duration('9999999999999h')",
          "timestamp('0001-01-01T00:00:00Z')",
          "[]",
          "{}",
          "{'a': 1}",
          "[object, object]",
          "has(object.spec)",
          "type(object)",
          "dyn(object)",
          "optional.none()",
          "lists.range(100000)",
          "lists.range(9223372036854775807)",
          "'a'.matches('(a+)+$')",
          "'x'.repeat(1000000)",
          "quantity('1Ei')",
          "url('https://a/b')",
          "ip('::1')",
          "object.spec.pattern.parameters",
          "object.spec.routes",
          "math.greatest(1, 2)",
          "%",
          "?",
          ":",
          "in",
          "(",
          ")",
          "[",
          "]",
          "{",
          "}",
          ".",
          ",",
          "/",
          "*",
          "\n",
          "//",
          "é",
          "😀",
          "\u2028",
          "\ufeff",
          "__proto__",
          "cel.bind(x, 1, x)",
          "sets.contains([1], [1])");

  private final Random random = new Random(20261124);
  private final Integration passing =
      read(Bundle.explain("decision-review-due").orElseThrow().passing());
  private final Integration other =
      read(Bundle.explain("schedule-fits-claim").orElseThrow().failing());
  private final IndexedEstate base = estate();
  private final Ledger ledger = new Ledger(base);
  private int compiled;
  private int violated;

  private static Integration read(String yaml) {
    return Manifests.one(Integration.class, yaml);
  }

  private static IndexedEstate estate() {
    IndexedEstate estate = Manifests.estate(Bundle.estate());
    Manifests.readFolder(Path.of("../samples/patterns")).forEach(estate::put);
    return estate;
  }

  @Test
  void anyExpressionIsRefusedOrAnswers() throws IOException {
    List<String> corpus = corpus();
    for (int i = 0; i < EXPRESSIONS; i++) {
      check(mutated(corpus));
    }
    System.out.printf(
        "%d expressions of policies: %d compiled, %d violated%n", EXPRESSIONS, compiled, violated);
    assertThat(compiled)
        .as("a test that refuses all shows nothing")
        .isGreaterThan(EXPRESSIONS / 20);
    assertThat(violated).isPositive();
  }

  @Test
  void whatIsDeepOrLongIsRefusedOrAnswers() {
    for (String expression :
        List.of(
            "(".repeat(2000) + "true" + ")".repeat(2000),
            "!".repeat(4000) + "true",
            "-".repeat(4000) + "1 == 1",
            "[".repeat(2000) + "]".repeat(2000) + " == []",
            "{1:".repeat(1000) + "1" + "}".repeat(1000) + " == {}",
            "true" + " && true".repeat(500),
            "true" + " ? true".repeat(400) + " : false".repeat(400),
            "object" + ".spec".repeat(800) + " == null",
            "[1]".repeat(1) + ".map(x, x)".repeat(400) + " == []",
            "'" + "a".repeat(4000) + "' == ''",
            "[" + "1,".repeat(2000) + "1].size() == 1",
            "lists.range(1000).all(a, ".repeat(20) + "true" + ")".repeat(20),
            "'" + "a?".repeat(500) + "a".repeat(500) + "'.matches('" + "(a?)".repeat(300) + "')",
            "1" + " + 1".repeat(1000) + " == 0")) {
      check(expression);
    }
  }

  private void check(String expression) {
    IntegrationPolicy policy = policy(expression);
    Policies policies = new Policies();
    Compilation compilation = policies.compiled(policy);
    for (Problem problem : compilation.problems()) {
      assertThat(problem.message()).as(expression).isNotBlank();
    }
    if (compilation.policy().isEmpty()) {
      assertThat(compilation.problems()).as(expression).isNotEmpty();
      return;
    }
    compiled++;
    base.put(policy);
    Review review = Review.with(Renderer.with(Bundle.SCHEMES));
    for (Change change : List.of(Change.create(passing), Change.update(passing, other))) {
      Verdict verdict = review.of(change, base, ledger, Occasion.Check, Bundle.NOW);
      assertThat(review.of(change, base, ledger, Occasion.Check, Bundle.NOW))
          .as(expression)
          .isEqualTo(verdict);
      violated += verdict.problems().isEmpty() ? 0 : 1;
    }
  }

  private static IntegrationPolicy policy(String expression) {
    IntegrationPolicy policy =
        Manifests.one(
            IntegrationPolicy.class,
            "{kind: IntegrationPolicy, metadata: {name: any}, spec: {rationale: r, match: {kinds: [Integration]}, action: Deny, validations: []}}");
    IntegrationPolicySpec spec = policy.spec();
    policy.setSpec(
        new IntegrationPolicySpec(
            spec.rationale(),
            spec.match(),
            spec.matchConditions(),
            spec.action(),
            spec.existingViolations(),
            spec.effectiveDate(),
            spec.waivers(),
            List.of(
                new Validation(
                    "spec",
                    expression,
                    Optional.empty(),
                    Optional.of("string(" + expression + ")"),
                    "f"),
                new Validation("spec", expression, Optional.of("m"), Optional.empty(), "f"))));
    return policy;
  }

  private static List<String> corpus() throws IOException {
    List<String> corpus = new ArrayList<>();
    Bundle.policies()
        .forEach(policy -> policy.spec().validations().forEach(it -> corpus.add(it.expression())));
    Files.readString(Path.of("src/test/resources/cel/functions.txt"))
        .lines()
        .filter(line -> !line.isBlank() && !line.startsWith("#"))
        .map(line -> line.split(" => ", 2)[0])
        .filter(expression -> expression.length() < 400)
        .forEach(corpus::add);
    return corpus;
  }

  private String mutated(List<String> corpus) {
    List<String> tokens = tokens(pick(corpus));
    int changes = random.nextInt(4);
    for (int i = 0; i < changes; i++) {
      int at = random.nextInt(tokens.size() + 1);
      switch (random.nextInt(6)) {
        case 0 -> tokens.add(at, pick(PIECES));
        case 1 -> {
          if (at < tokens.size()) {
            tokens.remove(at);
          }
        }
        case 2 -> {
          if (at < tokens.size()) {
            tokens.set(at, pick(PIECES));
          }
        }
        case 3 -> tokens.addAll(at, List.copyOf(tokens.subList(0, Math.min(at, 8))));
        case 4 -> tokens.addAll(at, tokens(pick(corpus)));
        default -> {
          tokens.add(0, "(");
          tokens.add(") && (");
          tokens.addAll(tokens(pick(corpus)));
          tokens.add(")");
        }
      }
    }
    String expression = String.join("", tokens);
    return expression.length() <= LONGEST ? expression : expression.substring(0, LONGEST);
  }

  private static List<String> tokens(String expression) {
    List<String> tokens = new ArrayList<>();
    Matcher matcher = TOKEN.matcher(expression);
    while (matcher.find()) {
      tokens.add(matcher.group());
    }
    return tokens;
  }

  private String pick(List<String> from) {
    return from.get(random.nextInt(from.size()));
  }
}
