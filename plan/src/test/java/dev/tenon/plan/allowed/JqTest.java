package dev.tenon.plan.allowed;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.NullNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import net.thisptr.jackson.jq.BuiltinFunctionLoader;
import net.thisptr.jackson.jq.JsonQuery;
import net.thisptr.jackson.jq.Scope;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class JqTest {
  @ParameterizedTest
  @ValueSource(
      strings = {
        ".",
        ".id + \"@\" + .updatedAt",
        "{Email: .properties.email, HubSpot_Id__c: .id}",
        "del(.HubSpot_Id__c)",
        ".results[] | select(.status == \"open\") | {id, title: (.title | ascii_downcase)}",
        "[.[] as $item | $item.id] | unique | join(\",\")",
        "reduce .lines[] as $line (0; . + $line.amount)",
        ". as {a: $x, b: [$y]} | $x + $y",
        "@base64 \"x\\(.id)\"",
        "header(\"X-GitHub-Event\") == \"issues\"",
        "variable(\"customer\").id",
        ".a // empty",
        "..|numbers"
      })
  void whatMappingsNeedIsAllowed(String program) {
    assertThat(Jq.problems(program, Set.of())).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "env",
        "env.HOME",
        "$ENV.HOME",
        "{$ENV}",
        "input_filename",
        "input",
        "debug",
        "property(\"x\")",
        "def f: f; f",
        "repeat(.)",
        "[limit(3; repeat(1))]",
        "until(false; .)",
        "while(true; .)",
        "recurse(.)",
        "range(0; 1; 0)",
        "range(infinite)",
        "builtins",
        "$secret",
        "\"\\(env.HOME)\"",
        "{(env.HOME): 1}",
        "{a: env}",
        "if . then env else 1 end",
        "try env catch .",
        "reduce env as $x (0; 1)",
        "foreach .[] as $x (env; .)",
        "label $out | env",
        ".[env]",
        ".a[env:]",
        ". as [$a] | env",
        "@sh",
        "import \"a\" as a; .",
        "{ not jq"
      })
  void whatReadsTheEnvironmentOrNeedNotEndIsRefused(String program) {
    assertThat(Jq.problems(program, Set.of())).as(program).isNotEmpty();
  }

  @Test
  void aGivenVariableMayBeRead() {
    assertThat(Jq.problems("{after: $next, since: $checkpoint}", Set.of("next", "checkpoint")))
        .isEmpty();
    assertThat(Jq.problems("$checkpoint", Set.of("next")))
        .containsExactly("reads the variable $checkpoint, which is not given here");
  }

  @Test
  void whatCannotBeParsedIsToldWithItsPlace() {
    assertThat(Jq.problems(".id |", Set.of()))
        .containsExactly("is not jq: it ends too early, at line 1, column 5");
    assertThat(Jq.problems("{a: .b\n c: .d}", Set.of()))
        .containsExactly("is not jq: it cannot be read from line 2, column 2 on");
  }

  @Test
  void deepNestingIsRefusedAndDoesNotOverflow() {
    String deep = "[".repeat(200_000) + "]".repeat(200_000);
    assertThat(Jq.problems(deep, Set.of())).hasSize(1);
  }

  @Test
  void everyListedFunctionExistsInTheDialect() throws Exception {
    Scope scope = Scope.newEmptyScope();
    BuiltinFunctionLoader.getInstance().loadFunctions(Jq.VERSION, scope);
    List<JsonNode> out = new ArrayList<>();
    JsonQuery.compile("[builtins[] | split(\"/\")[0]]", Jq.VERSION)
        .apply(scope, NullNode.getInstance(), out::add);
    Set<String> known = new TreeSet<>();
    out.get(0).forEach(name -> known.add(name.asText()));
    Set<String> missing = new TreeSet<>(Jq.FUNCTIONS);
    missing.removeAll(known);
    missing.removeAll(Set.of("header", "variable", "body"));
    assertThat(missing).isEmpty();
  }
}
