package dev.tenon.engine.cel.library;

import com.google.common.collect.ImmutableList;
import dev.cel.common.CelIssue;
import dev.cel.common.Operator;
import dev.cel.common.ast.CelExpr;
import dev.cel.common.types.CelType;
import dev.cel.common.types.ListType;
import dev.cel.common.types.TypeParamType;
import dev.cel.common.values.CelByteString;
import dev.cel.parser.CelMacro;
import dev.cel.parser.CelMacroExprFactory;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * {@code list.sortBy(variable, key)}, which becomes {@code list.@sortByAssociatedKeys(keys)}, as in
 * cel-go; so the result has the type of the list.
 */
final class SortBy {
  private static final String FUNCTION = "@sortByAssociatedKeys";
  private static final String INPUT = "@__sortBy_input__";

  static final CelMacro MACRO = CelMacro.newReceiverMacro("sortBy", 2, SortBy::expand);

  private record Keyed(Object key, Object item) {}

  private SortBy() {}

  static Overload overload() {
    CelType items = ListType.create(TypeParamType.create("T"));
    CelType keys = ListType.create(TypeParamType.create("U"));
    return Overload.member(
        FUNCTION,
        "list_u_sortByAssociatedKeys",
        items,
        items,
        keys,
        (list, by) -> sort((List<?>) list, (List<?>) by));
  }

  private static List<Object> sort(List<?> items, List<?> keys) {
    List<Keyed> all = new ArrayList<>(items.size());
    for (int i = 0; i < items.size(); i++) {
      if (!(keys.get(i) instanceof Comparable || keys.get(i) instanceof CelByteString)) {
        throw Overload.failure("list elements must be comparable");
      }
      if (keys.get(i).getClass() != keys.get(0).getClass()) {
        throw Overload.failure("list elements must have the same type");
      }
      all.add(new Keyed(keys.get(i), items.get(i)));
    }
    all.sort(Comparator.comparing(Keyed::key, ListLibrary::compare));
    List<Object> out = new ArrayList<>(all.size());
    all.forEach(one -> out.add(one.item));
    return out;
  }

  /** The list is bound to a name, the keys are collected, and both are given to the function. */
  private static Optional<CelExpr> expand(
      CelMacroExprFactory make, CelExpr target, ImmutableList<CelExpr> arguments) {
    CelExpr variable = arguments.get(0);
    if (variable.exprKind().getKind() != CelExpr.ExprKind.Kind.IDENT) {
      return Optional.of(
          make.reportError(
              CelIssue.formatError(
                  make.getSourceLocation(variable),
                  "sortBy(var, ...) variable name must be a simple identifier")));
    }
    String accumulator = make.getAccumulatorVarName();
    CelExpr keys =
        make.fold(
            variable.ident().name(),
            make.newIdentifier(INPUT),
            accumulator,
            make.newList(),
            make.newBoolLiteral(true),
            make.newGlobalCall(
                Operator.ADD.getFunction(),
                make.newIdentifier(accumulator),
                make.newList(arguments.get(1))),
            make.newIdentifier(accumulator));
    return Optional.of(
        make.fold(
            "#unused",
            make.newList(),
            INPUT,
            target,
            make.newBoolLiteral(false),
            make.newIdentifier(INPUT),
            make.newReceiverCall(FUNCTION, make.newIdentifier(INPUT), keys)));
  }
}
