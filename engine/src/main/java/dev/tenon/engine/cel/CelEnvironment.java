package dev.tenon.engine.cel;

import com.google.common.collect.ImmutableCollection;
import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableMap;
import dev.cel.common.CelAbstractSyntaxTree;
import dev.cel.common.CelIssue;
import dev.cel.common.CelSourceLocation;
import dev.cel.common.CelValidationException;
import dev.cel.common.Source;
import dev.cel.common.ast.CelReference;
import dev.cel.common.types.CelType;
import dev.cel.common.types.CelTypeProvider;
import dev.cel.common.types.OptionalType;
import dev.cel.common.types.SimpleType;
import dev.cel.compiler.CelCompiler;
import dev.cel.compiler.CelCompilerBuilder;
import dev.cel.runtime.CelEvaluationException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * The variables that expressions may name, with their types, and all functions that Kubernetes
 * gives to CEL. Immutable, and safe for threads. Making one is cheap; it builds its compiler when
 * the first expression is compiled.
 *
 * <pre>{@code
 * CelEnvironment env = CelEnvironment.builder()
 *     .variable("object", schema.celSchema())
 *     .variable("now", SimpleType.TIMESTAMP)
 *     .build();
 * CelExpression rule = env.compile("object.spec.owner.deputy != object.spec.owner.team");
 * CelOutcome outcome = rule.evaluate(env.bindings().json("object", object).value("now", now));
 * }</pre>
 */
public final class CelEnvironment {
  /** Begins names of types: a type named as its variable would hide the variable's fields. */
  private static final String TYPE = "@";

  private final ImmutableMap<String, CelType> variables;
  private final ImmutableMap<String, SchemaType> schemas;
  private volatile Optional<CelCompiler> compiler = Optional.empty();

  private CelEnvironment(Map<String, CelType> variables, Map<String, SchemaType> schemas) {
    this.variables = ImmutableMap.copyOf(variables);
    this.schemas = ImmutableMap.copyOf(schemas);
  }

  /** An environment without variables to begin with. */
  public static Builder builder() {
    return new Builder();
  }

  /** Declares variables. */
  public static final class Builder {
    private final Map<String, CelType> variables = new LinkedHashMap<>();
    private final Map<String, SchemaType> schemas = new LinkedHashMap<>();
    private SchemaReading reading = SchemaReading.ofRules();

    private Builder() {}

    /**
     * How the schemas of variables declared after this call are read; as those of rules, where it
     * is not called.
     */
    public Builder reading(SchemaReading how) {
      this.reading = how;
      return this;
    }

    /**
     * A variable of any type, bound by {@link CelBindings#value}; one of dynamic type also by
     * {@link CelBindings#json}.
     */
    public Builder variable(String name, CelType type) {
      variables.put(name, type);
      if (type.equals(SimpleType.DYN)) {
        schemas.put(name, SchemaType.DYNAMIC);
      }
      return this;
    }

    /**
     * A variable whose values a schema describes, bound by {@link CelBindings#json}; it may be
     * null.
     */
    public Builder variable(String name, CelSchema schema) {
      return variable(name, name, schema);
    }

    /**
     * The same, with a name for the type: values of variables with the same type can be compared.
     */
    public Builder variable(String name, String type, CelSchema schema) {
      return variable(name, SchemaType.of(schema, TYPE + type, reading).orElse(SchemaType.DYNAMIC));
    }

    /**
     * A list of values that a schema describes, bound by {@link CelBindings#json} to a JSON array.
     */
    public Builder listVariable(String name, CelSchema items) {
      return variable(
          name,
          SchemaType.listOf(
              SchemaType.of(items, TYPE + name + ".@idx", reading).orElse(SchemaType.DYNAMIC)));
    }

    Builder variable(String name, SchemaType type) {
      variables.put(name, type.type());
      schemas.put(name, type);
      return this;
    }

    Builder optionalVariable(String name, SchemaType type) {
      variables.put(name, OptionalType.create(type.type()));
      schemas.put(name, type);
      return this;
    }

    /** The environment. */
    public CelEnvironment build() {
      return new CelEnvironment(variables, schemas);
    }
  }

  /** The names of the variables. */
  public Set<String> variables() {
    return variables.keySet();
  }

  /** Empty bindings for the variables, for one evaluation. */
  public CelBindings bindings() {
    return new CelBindings(schemas);
  }

  /**
   * Compiles an expression whose value is a truth value.
   *
   * @throws CelCompileException where it does not compile, or its value is of another type
   */
  public CelExpression compileCondition(String source) throws CelCompileException {
    return compile(source, SimpleType.BOOL, "cel expression must evaluate to a bool");
  }

  /**
   * Compiles an expression whose value is a text.
   *
   * @throws CelCompileException where it does not compile, or its value is of another type
   */
  public CelExpression compileMessage(String source) throws CelCompileException {
    return compile(source, SimpleType.STRING, "messageExpression must evaluate to a string");
  }

  private CelExpression compile(String source, CelType wanted, String otherwise)
      throws CelCompileException {
    CelExpression expression = compile(source);
    if (!expression.type().equals(wanted)) {
      throw new CelCompileException(otherwise, List.of(new CelProblem(1, 0, otherwise)));
    }
    return expression;
  }

  /**
   * Compiles an expression: a few milliseconds, so once for each.
   *
   * @throws CelCompileException where it does not parse or type-check
   */
  public CelExpression compile(String source) throws CelCompileException {
    try {
      CelAbstractSyntaxTree ast = compiler().compile(source).getAst();
      List<CelIssue> issues = LiteralChecks.check(ast);
      if (!issues.isEmpty()) {
        throw refused(issues, ast.getSource());
      }
      Set<String> read = new TreeSet<>();
      for (CelReference reference : ast.getReferenceMap().values()) {
        if (variables.containsKey(reference.name())) {
          read.add(reference.name());
        }
      }
      return new CelExpression(
          source, Engine.runtime().createProgram(ast), ast.getResultType(), Set.copyOf(read));
    } catch (CelValidationException e) {
      throw refused(e.getErrors(), e.getSource());
    } catch (CelEvaluationException e) {
      String message = "program instantiation failed: " + GoErrors.message(e);
      throw new CelCompileException(message, List.of(new CelProblem(1, 0, message)));
    }
  }

  private static CelCompileException refused(List<CelIssue> issues, Source source) {
    List<CelProblem> problems = new ArrayList<>();
    StringBuilder message = new StringBuilder();
    for (CelIssue issue : issues) {
      CelIssue inGo = CompileMessages.inTheWordsOfGo(issue);
      CelSourceLocation at = inGo.getSourceLocation();
      problems.add(new CelProblem(at.getLine(), at.getColumn() + 1, inGo.getMessage()));
      message.append(message.isEmpty() ? "" : "\n").append(inGo.toDisplayString(source));
    }
    return new CelCompileException(message.toString(), problems);
  }

  private CelCompiler compiler() {
    Optional<CelCompiler> made = compiler;
    if (made.isEmpty()) {
      CelCompilerBuilder builder = Engine.compiler().toCompilerBuilder();
      variables.forEach(builder::addVar);
      made = Optional.of(builder.setTypeProvider(new Types(schemas.values())).build());
      compiler = made;
    }
    return made.get();
  }

  /** The types of all objects that variables have, by name. */
  private static final class Types implements CelTypeProvider {
    private final ImmutableMap<String, CelType> byName;

    Types(Iterable<SchemaType> schemas) {
      Map<String, CelType> found = new LinkedHashMap<>();
      schemas.forEach(schema -> schema.forEachObject(type -> found.put(type.name(), type)));
      byName = ImmutableMap.copyOf(found);
    }

    @Override
    public ImmutableCollection<CelType> types() {
      return ImmutableList.copyOf(byName.values());
    }

    @Override
    public Optional<CelType> findType(String name) {
      return Optional.ofNullable(byName.get(name));
    }
  }
}
