package dev.tenon.camel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.support.DefaultExchange;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class JqProgramTest {
  private final CamelContext context = new DefaultCamelContext();

  @BeforeEach
  void start() {
    context.start();
  }

  @AfterEach
  void stop() {
    context.stop();
  }

  @Test
  void readsBodyHeadersAndGivenVariables() throws Exception {
    Exchange exchange = exchange("{\"id\": 7}");
    exchange.getMessage().setHeader("who", "ada");
    JqProgram program = JqProgram.compile("the query", "[.id, header(\"who\"), $next]");
    assertThat(program.evaluate(exchange, Map.of("next", new TextNode("p2"))).toString())
        .isEqualTo("[[7,\"ada\",\"p2\"]]");
  }

  @Test
  void givesEveryResultAndAlsoNone() throws Exception {
    assertThat(run("[1, 2]", ".[]")).hasSize(2);
    assertThat(run("[1, 2]", "empty")).isEmpty();
  }

  @Test
  void readsBytesTextAndNothing() throws Exception {
    assertThat(run("{\"a\": 1}".getBytes(StandardCharsets.UTF_8), ".a").toString())
        .isEqualTo("[1]");
    assertThat(run(null, ".a").toString()).isEqualTo("[null]");
    assertThat(run("", ".a").toString()).isEqualTo("[null]");
  }

  @Test
  void saysWhatFailsAndNeverOnWhat() {
    assertThatThrownBy(() -> run("{\"a\": \"hunter2\"}", ".a | tonumber"))
        .isInstanceOf(MappingFailed.class)
        .hasMessage("the query fails on this message")
        .hasNoCause();
    assertThatThrownBy(() -> run("hunter2", ".a"))
        .isInstanceOf(MappingFailed.class)
        .hasMessage("the message's body is not JSON")
        .hasNoCause();
  }

  @Test
  void refusesWhatIsNotJq() {
    assertThatThrownBy(() -> JqProgram.compile("the query", ".a |"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith("the query is not jq: ");
  }

  @Test
  void isAsStrictAsCamelsOwnLanguageWhenItSharesItsFunctions() throws Exception {
    context.getRegistry().bind("jqScope", JqProgram.scope());
    Exchange exchange = exchange("{\"a\": [3, 1, 2]}");
    Object sorted =
        context
            .resolveLanguage("jq")
            .createExpression(".a | sort | map(tostring) | join(\"-\")")
            .evaluate(exchange, Object.class);
    assertThat(sorted).isEqualTo(new TextNode("1-2-3"));
  }

  private List<JsonNode> run(Object body, String program) throws MappingFailed {
    return JqProgram.compile("the query", program).evaluate(exchange(body), Map.of());
  }

  private Exchange exchange(Object body) {
    Exchange exchange = new DefaultExchange(context);
    exchange.getMessage().setBody(body);
    return exchange;
  }
}
