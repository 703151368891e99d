package dev.tenon.engine.cel;

import dev.cel.bundle.Cel;
import dev.cel.bundle.CelFactory;
import dev.cel.common.CelAbstractSyntaxTree;
import dev.cel.common.CelIssue;
import dev.cel.common.ast.CelConstant;
import dev.cel.common.ast.CelExpr;
import dev.cel.common.ast.CelExpr.ExprKind.Kind;
import dev.cel.common.navigation.CelNavigableAst;
import dev.cel.common.types.CelType;
import dev.cel.common.types.SimpleType;
import dev.cel.validator.CelAstValidator.IssuesFactory;
import dev.cel.validator.validators.HomogeneousLiteralValidator;
import dev.tenon.engine.cel.library.KubernetesLibrary;
import dev.tenon.engine.golang.GoTime;
import java.time.DateTimeException;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Optional;

/**
 * What Kubernetes asks of literals beyond their types: lists and maps of one type, and durations,
 * timestamps, regular expressions and formats that are valid as they stand.
 */
final class LiteralChecks {
  /** But for arguments of a format, and for the pairs of key and item that a macro makes. */
  private static final HomogeneousLiteralValidator HOMOGENEOUS =
      HomogeneousLiteralValidator.newInstance("format", "lists.@sortByAssociatedKeys");

  private LiteralChecks() {}

  /** What the validators of the library want beside the expression; made at the first use. */
  private static final class Bundle {
    private static final Cel SHARED = CelFactory.combine(Engine.compiler(), Engine.runtime());
  }

  static List<CelIssue> check(CelAbstractSyntaxTree ast) {
    CelNavigableAst tree = CelNavigableAst.fromAst(ast);
    IssuesFactory issues = new IssuesFactory(tree);
    tree.getRoot()
        .allNodes()
        .filter(node -> node.getKind() == Kind.CALL)
        .forEach(node -> checkCall(ast, node.expr(), issues));
    HOMOGENEOUS.validate(tree, Bundle.SHARED, issues);
    return issues.getIssues();
  }

  private static void checkCall(CelAbstractSyntaxTree ast, CelExpr expr, IssuesFactory issues) {
    CelExpr.CelCall call = expr.call();
    if (call.args().isEmpty()) {
      return;
    }
    CelExpr first = call.args().get(0);
    switch (call.function()) {
      case "duration" ->
          text(first)
              .filter(t -> GoTime.parseGoDuration(t).isEmpty())
              .ifPresent(t -> invalid(issues, first, "duration"));
      case "timestamp" ->
          text(first)
              .filter(t -> !isTimestamp(t))
              .ifPresent(t -> invalid(issues, first, "timestamp"));
      case "matches" ->
          text(first)
              .flatMap(KubernetesLibrary::regexProblem)
              .ifPresent(why -> invalid(issues, first, "matches"));
      case "format" -> {
        Optional<String> format = call.target().flatMap(LiteralChecks::text);
        if (format.isPresent() && first.exprKind().getKind() == Kind.LIST) {
          List<CelType> types =
              first.list().elements().stream()
                  .map(e -> ast.getType(e.id()).orElse(SimpleType.DYN))
                  .toList();
          KubernetesLibrary.formatProblem(format.get(), types)
              .ifPresent(why -> issues.addError(expr.id(), why));
        }
      }
      default -> {}
    }
  }

  private static void invalid(IssuesFactory issues, CelExpr at, String function) {
    issues.addError(at.id(), "invalid " + function + " argument");
  }

  private static Optional<String> text(CelExpr expr) {
    return expr.exprKind().getKind() == Kind.CONSTANT
            && expr.constant().getKind() == CelConstant.Kind.STRING_VALUE
        ? Optional.of(expr.constant().stringValue())
        : Optional.empty();
  }

  private static boolean isTimestamp(String text) {
    try {
      OffsetDateTime.parse(text);
      return true;
    } catch (DateTimeException e) {
      return false;
    }
  }
}
