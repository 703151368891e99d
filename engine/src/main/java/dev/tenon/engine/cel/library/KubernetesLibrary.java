package dev.tenon.engine.cel.library;

import com.google.common.collect.ImmutableSet;
import dev.cel.checker.CelCheckerBuilder;
import dev.cel.common.CelFunctionDecl;
import dev.cel.common.CelOverloadDecl;
import dev.cel.common.types.CelType;
import dev.cel.compiler.CelCompilerLibrary;
import dev.cel.extensions.CelExtensions;
import dev.cel.extensions.CelListsExtensions;
import dev.cel.parser.CelParserBuilder;
import dev.cel.runtime.CelFunctionBinding;
import dev.cel.runtime.CelRuntimeBuilder;
import dev.cel.runtime.CelRuntimeLibrary;
import dev.cel.runtime.CelStandardFunctions;
import dev.cel.runtime.standard.AddOperator.AddOverload;
import dev.cel.runtime.standard.CelStandardOverload;
import dev.cel.runtime.standard.DurationFunction.DurationOverload;
import dev.cel.runtime.standard.EqualsOperator.EqualsOverload;
import dev.cel.runtime.standard.InOperator.InOverload;
import dev.cel.runtime.standard.IndexOperator.IndexOverload;
import dev.cel.runtime.standard.MatchesFunction.MatchesOverload;
import dev.cel.runtime.standard.ModuloOperator.ModuloOverload;
import dev.cel.runtime.standard.NotEqualsOperator.NotEqualsOverload;
import dev.cel.runtime.standard.StringFunction.StringOverload;
import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * All functions that expressions have in Kubernetes beyond the standard ones and the extensions
 * that the library brings. Overloads of one name from several libraries are bound together, because
 * a call on a value of unknown type is dispatched among the overloads of its name.
 */
public final class KubernetesLibrary implements CelCompilerLibrary, CelRuntimeLibrary {
  private static final List<Overload> ADDED = added();
  private static final List<Overload> REPLACED = replaced();

  private static List<Overload> added() {
    List<Overload> out = new ArrayList<>();
    out.addAll(StringLibrary.overloads());
    out.addAll(ListLibrary.overloads());
    out.addAll(SetLibrary.overloads());
    out.addAll(RegexLibrary.overloads());
    out.addAll(UrlLibrary.overloads());
    out.addAll(QuantityLibrary.overloads());
    out.addAll(QuantityLibrary.comparisons());
    out.addAll(NetworkLibrary.overloads());
    out.addAll(NetworkLibrary.conversions());
    out.addAll(FormatLibrary.overloads());
    out.addAll(SemverLibrary.overloads());
    out.addAll(SemverLibrary.comparisons());
    return List.copyOf(out);
  }

  private static List<Overload> replaced() {
    List<Overload> out = new ArrayList<>(StandardFunctions.replacements());
    out.addAll(RegexLibrary.matches());
    out.addAll(ListLibrary.replacements());
    return List.copyOf(out);
  }

  /** The standard functions without the overloads that have another body here. */
  public static CelStandardFunctions standardFunctions() {
    Set<CelStandardOverload> replaced =
        Set.of(
            EqualsOverload.EQUALS,
            NotEqualsOverload.NOT_EQUALS,
            InOverload.IN_LIST,
            InOverload.IN_MAP,
            IndexOverload.INDEX_LIST,
            IndexOverload.INDEX_MAP,
            AddOverload.ADD_LIST,
            AddOverload.ADD_STRING,
            DurationOverload.DURATION_TO_DURATION,
            DurationOverload.STRING_TO_DURATION,
            StringOverload.DOUBLE_TO_STRING,
            StringOverload.DURATION_TO_STRING,
            ModuloOverload.MODULO_INT64,
            ModuloOverload.MODULO_UINT64,
            MatchesOverload.MATCHES,
            MatchesOverload.MATCHES_STRING);
    return CelStandardFunctions.newBuilder()
        .filterFunctions((function, overload) -> !replaced.contains(overload))
        .build();
  }

  /**
   * What is wrong with a literal format of {@code string.format} and arguments of these types;
   * empty where nothing is.
   */
  public static Optional<String> formatProblem(String format, List<CelType> argumentTypes) {
    return StringFormatting.problem(format, argumentTypes);
  }

  /** What is wrong with a literal regular expression; empty where nothing is. */
  public static Optional<String> regexProblem(String expression) {
    return RegexLibrary.problem(expression);
  }

  /** CEL's list extension, without what stands here better typed. */
  public static CelListsExtensions lists() {
    return CelExtensions.lists(
        EnumSet.complementOf(EnumSet.of(CelListsExtensions.Function.SORT_BY)));
  }

  @Override
  public void setParserOptions(CelParserBuilder parser) {
    parser.addMacros(SortBy.MACRO);
  }

  @Override
  public void setCheckerOptions(CelCheckerBuilder checker) {
    byFunction(ADDED)
        .forEach(
            (name, overloads) ->
                checker.addFunctionDeclarations(
                    CelFunctionDecl.newFunctionDeclaration(
                        name,
                        overloads.stream()
                            .map(Overload::declaration)
                            .toArray(CelOverloadDecl[]::new))));
  }

  @Override
  public void setRuntimeOptions(CelRuntimeBuilder runtime) {
    List<Overload> all = new ArrayList<>(ADDED);
    all.addAll(REPLACED);
    byFunction(all)
        .forEach((name, overloads) -> runtime.addFunctionBindings(bindings(name, overloads)));
  }

  private static ImmutableSet<CelFunctionBinding> bindings(
      String name, Collection<Overload> overloads) {
    return CelFunctionBinding.fromOverloads(
        name, overloads.stream().map(Overload::binding).toList());
  }

  private static Map<String, List<Overload>> byFunction(List<Overload> overloads) {
    Map<String, List<Overload>> out = new LinkedHashMap<>();
    overloads.forEach(
        overload ->
            out.computeIfAbsent(overload.function(), name -> new ArrayList<>()).add(overload));
    return out;
  }
}
