package dev.tenon.camel;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.NullNode;
import dev.tenon.plan.allowed.Jq;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import net.thisptr.jackson.jq.BuiltinFunctionLoader;
import net.thisptr.jackson.jq.JsonQuery;
import net.thisptr.jackson.jq.Scope;
import net.thisptr.jackson.jq.exception.JsonQueryException;
import net.thisptr.jackson.jq.module.loaders.BuiltinModuleLoader;
import org.apache.camel.Exchange;
import org.apache.camel.RuntimeCamelException;
import org.apache.camel.StreamCache;
import org.apache.camel.language.jq.JqFunctions;

/**
 * A jq program, compiled once and safe for use by many threads. It may use jq's own functions and
 * Camel's {@code header}, {@code variable} and {@code body}, as Camel's jq language does.
 */
public final class JqProgram {
  /** The functions are the same for all, so all contexts of a process share them. */
  private static final Scope ROOT = root();

  private final String what;
  private final JsonQuery query;

  private JqProgram(String what, JsonQuery query) {
    this.what = what;
    this.query = query;
  }

  /**
   * Compiles a program.
   *
   * @param what its place, for messages, such as {@code the body of deliver-2}
   * @throws IllegalArgumentException if it is not jq; the message says where
   */
  public static JqProgram compile(String what, String program) {
    try {
      return new JqProgram(what, JsonQuery.compile(program, Jq.VERSION));
    } catch (JsonQueryException e) {
      throw new IllegalArgumentException(what + " is not jq: " + e.getMessage(), e);
    }
  }

  /**
   * A scope with all functions, to bind in the registry of a context: its jq language then reads
   * the shared functions instead of loading its own, which saves the most of its memory.
   */
  public static Scope scope() {
    return Scope.newChildScope(ROOT);
  }

  /**
   * Every result for the exchange's body, in order; none is a valid outcome. A body of nothing is
   * null.
   *
   * @param variables names, without the dollar sign, to values
   * @throws MappingFailed if the body is not JSON or the program fails on it
   */
  public List<JsonNode> evaluate(Exchange exchange, Map<String, JsonNode> variables)
      throws MappingFailed {
    return evaluate(exchange, input(exchange), variables);
  }

  /**
   * Every result for an input that is not the exchange's body.
   *
   * @throws MappingFailed if the program fails on it
   */
  public List<JsonNode> evaluate(Exchange exchange, JsonNode input, Map<String, JsonNode> variables)
      throws MappingFailed {
    Scope scope = Scope.newChildScope(ROOT);
    variables.forEach(scope::setValue);
    List<JsonNode> results = new ArrayList<>(1);
    Exchange before = JqFunctions.EXCHANGE_LOCAL.get();
    JqFunctions.EXCHANGE_LOCAL.set(exchange);
    try {
      query.apply(scope, input, results::add);
      return results;
    } catch (JsonQueryException | RuntimeException | StackOverflowError e) {
      throw new MappingFailed(what + " fails on this message");
    } finally {
      if (before == null) {
        JqFunctions.EXCHANGE_LOCAL.remove();
      } else {
        JqFunctions.EXCHANGE_LOCAL.set(before);
      }
    }
  }

  /**
   * The exchange's body as JSON, null where it is empty.
   *
   * @throws MappingFailed if it is not JSON
   */
  public static JsonNode input(Exchange exchange) throws MappingFailed {
    Object body = exchange.getMessage().getBody();
    if (body instanceof JsonNode node) {
      return node.isMissingNode() ? NullNode.getInstance() : node;
    }
    if (body == null) {
      return NullNode.getInstance();
    }
    try {
      JsonNode node = exchange.getMessage().getBody(JsonNode.class);
      if (node == null) {
        throw new MappingFailed("the message's body is not JSON");
      }
      return node.isMissingNode() ? NullNode.getInstance() : node;
    } catch (RuntimeCamelException e) {
      throw new MappingFailed("the message's body is not JSON");
    } finally {
      if (body instanceof StreamCache cache) {
        cache.reset();
      }
    }
  }

  private static Scope root() {
    Scope scope = Scope.newEmptyScope();
    scope.setModuleLoader(BuiltinModuleLoader.getInstance());
    BuiltinFunctionLoader.getInstance().loadFunctions(Jq.VERSION, scope);
    JqFunctions.loadLocal(scope);
    return scope;
  }
}
