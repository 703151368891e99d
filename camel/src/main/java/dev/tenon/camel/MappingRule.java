package dev.tenon.camel;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Map;
import net.thisptr.jackson.jq.exception.JsonQueryException;
import org.apache.camel.AsyncCallback;
import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.apache.camel.NamedNode;
import org.apache.camel.Processor;
import org.apache.camel.model.ExpressionNode;
import org.apache.camel.model.MulticastDefinition;
import org.apache.camel.model.ProcessorDefinitionHelper;
import org.apache.camel.model.SetBodyDefinition;
import org.apache.camel.model.SplitDefinition;
import org.apache.camel.model.TransformDefinition;
import org.apache.camel.model.language.SingleInputTypedExpressionDefinition;
import org.apache.camel.spi.InterceptStrategy;
import org.apache.camel.support.AsyncProcessorSupport;
import org.apache.camel.support.processor.DelegateAsyncProcessor;
import org.apache.camel.util.ObjectHelper;

/**
 * What a jq mapping of a body ({@code transform}, {@code setBody}) may yield: one result, null
 * included. Nothing ends the route, and the message counts as filtered; several are refused. Camel
 * itself cannot tell null from nothing, and would go on with a body of null, or with a list of the
 * results. Where jq fails in another step that computes a value, the failure names the step, and
 * not what jq read, which the library's own message quotes.
 *
 * <p>It must be in a context before its routes are built. The components install it, and who builds
 * contexts should do so first, for routes that come before the first endpoint of a component.
 */
public final class MappingRule implements InterceptStrategy {
  private static final String FILTERED = "TenonFiltered";

  private MappingRule() {}

  /** Puts the rule into a context, once. */
  public static void install(CamelContext context) {
    List<InterceptStrategy> all = context.getCamelContextExtension().getInterceptStrategies();
    if (all.stream().noneMatch(MappingRule.class::isInstance)) {
      context.getCamelContextExtension().addInterceptStrategy(new MappingRule());
    }
  }

  /**
   * Whether a mapping that yielded nothing ended this exchange. One that ended a part of it, of a
   * split or a multicast, did not end the whole.
   */
  public static boolean filtered(Exchange exchange) {
    return exchange.getExchangeId().equals(exchange.getProperty(FILTERED, String.class));
  }

  private static void filter(Exchange exchange) {
    exchange.setProperty(FILTERED, exchange.getExchangeId());
    exchange.setRouteStop(true);
  }

  @Override
  public Processor wrapProcessorInInterceptors(
      CamelContext context, NamedNode definition, Processor target, Processor nextTarget) {
    if (definition instanceof MulticastDefinition || definition instanceof SplitDefinition) {
      return new Whole(target);
    }
    if (!(definition instanceof ExpressionNode node)
        || node.getExpression() == null
        || !"jq".equals(node.getExpression().getLanguage())
        || !node.getOutputs().isEmpty()) {
      return target;
    }
    String step = node.getShortName() + " " + node.getId() + route(node);
    if (node instanceof TransformDefinition || node instanceof SetBodyDefinition) {
      String program = node.getExpression().getExpression();
      if (node.getExpression() instanceof SingleInputTypedExpressionDefinition from
          && from.getSource() == null
          && !program.contains("{{")) {
        return new Mapping(JqProgram.compile(step, program), step);
      }
    }
    return new Named(target, step);
  }

  private static String route(ExpressionNode node) {
    var route = ProcessorDefinitionHelper.getRoute(node);
    return route == null ? "" : " of route " + route.getRouteId();
  }

  /** In the place of Camel's own, which makes nothing of null. */
  private static final class Mapping extends AsyncProcessorSupport {
    private final JqProgram program;
    private final String step;

    Mapping(JqProgram program, String step) {
      this.program = program;
      this.step = step;
    }

    @Override
    public boolean process(Exchange exchange, AsyncCallback callback) {
      try {
        List<JsonNode> results = program.evaluate(exchange, Map.of());
        if (results.isEmpty()) {
          filter(exchange);
        } else if (results.size() > 1) {
          exchange.setException(
              new MappingFailed(step + " yields " + results.size() + " results; one is needed"));
        } else {
          exchange.getMessage().setBody(results.get(0));
        }
      } catch (MappingFailed e) {
        exchange.setException(e);
      }
      callback.done(true);
      return true;
    }
  }

  /** Camel stops the whole when the last part was stopped; a filtered part must not. */
  private static final class Whole extends DelegateAsyncProcessor {
    Whole(Processor target) {
      super(target);
    }

    @Override
    public boolean process(Exchange exchange, AsyncCallback callback) {
      return super.process(
          exchange,
          done -> {
            String part = exchange.getProperty(FILTERED, String.class);
            if (part != null && !part.equals(exchange.getExchangeId())) {
              exchange.removeProperty(FILTERED);
              exchange.setRouteStop(false);
            }
            callback.done(done);
          });
    }
  }

  private static final class Named extends DelegateAsyncProcessor {
    private final String step;

    Named(Processor target, String step) {
      super(target);
      this.step = step;
    }

    @Override
    public boolean process(Exchange exchange, AsyncCallback callback) {
      return super.process(
          exchange,
          done -> {
            Exception failure = exchange.getException();
            if (ObjectHelper.getException(JsonQueryException.class, failure) != null) {
              exchange.setException(new MappingFailed(step + " fails on this message"));
            }
            callback.done(done);
          });
    }
  }
}
