package dev.tenon.runner.context;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.NullNode;
import org.apache.camel.Exchange;
import org.apache.camel.Expression;
import org.apache.camel.language.jq.JqLanguage;
import org.apache.camel.support.ExpressionAdapter;
import org.apache.camel.support.builder.ExpressionBuilder;

/**
 * Camel's jq, which reads nothing (a message without a body, a header that is not there) as null.
 * Camel's own fails on it, and so would every mapping behind a GET that asks for headers only.
 */
final class JqOfNothing extends JqLanguage {
  @Override
  public Expression createExpression(Expression source, String expression, Object[] properties) {
    Expression from = source == null ? ExpressionBuilder.bodyExpression() : source;
    if (getCamelContext() != null) {
      from.init(getCamelContext());
    }
    return super.createExpression(new OrNull(from), expression, properties);
  }

  /** What is there, or JSON's null. */
  private static final class OrNull extends ExpressionAdapter {
    private final Expression source;

    OrNull(Expression source) {
      this.source = source;
    }

    @Override
    public Object evaluate(Exchange exchange) {
      Object value = source.evaluate(exchange, Object.class);
      boolean nothing =
          value == null
              || value instanceof byte[] bytes && bytes.length == 0
              || value instanceof String text && text.isBlank();
      return nothing ? NullNode.getInstance() : source.evaluate(exchange, JsonNode.class);
    }

    @Override
    public String toString() {
      return source.toString();
    }
  }
}
