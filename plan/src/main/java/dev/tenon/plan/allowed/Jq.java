package dev.tenon.plan.allowed;

import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import net.thisptr.jackson.jq.JsonQuery;
import net.thisptr.jackson.jq.Version;
import net.thisptr.jackson.jq.Versions;
import net.thisptr.jackson.jq.exception.JsonQueryException;
import net.thisptr.jackson.jq.internal.tree.FormattingFilter;
import net.thisptr.jackson.jq.internal.tree.FunctionCall;
import net.thisptr.jackson.jq.internal.tree.FunctionDefinition;
import net.thisptr.jackson.jq.internal.tree.ImportStatement;
import net.thisptr.jackson.jq.internal.tree.ModuleDirective;
import net.thisptr.jackson.jq.internal.tree.VariableAccess;
import net.thisptr.jackson.jq.internal.tree.VariableKeyFieldConstruction;

/**
 * The part of jq that mappings may use. The parser knows no function's name (an unknown one fails
 * only when a message arrives), and some functions read the environment or never end; so the parsed
 * tree is walked and every name must be on the list.
 */
public final class Jq {
  /** The dialect that mappings are written in; the jq language of camel-jq 4.17 uses the same. */
  public static final Version VERSION = Versions.JQ_1_7;

  private static final Pattern PLACE = Pattern.compile("line [0-9]+, column [0-9]+");

  /** What Camel adds, and the functions of jq itself that end and do no input or output. */
  static final Set<String> FUNCTIONS =
      Set.of(
          // Camel's own
          "header",
          "variable",
          "body",
          // values and types
          "empty",
          "error",
          "not",
          "type",
          "values",
          "nulls",
          "booleans",
          "numbers",
          "strings",
          "arrays",
          "objects",
          "iterables",
          "scalars",
          "tostring",
          "tonumber",
          "tojson",
          "fromjson",
          "nan",
          "isinfinite",
          "isnan",
          "isnormal",
          "isfinite",
          "finites",
          "normals",
          // objects and arrays
          "length",
          "utf8bytelength",
          "keys",
          "keys_unsorted",
          "has",
          "in",
          "map",
          "map_values",
          "path",
          "paths",
          "del",
          "delpaths",
          "getpath",
          "setpath",
          "leaf_paths",
          "to_entries",
          "from_entries",
          "with_entries",
          "select",
          "add",
          "any",
          "all",
          "flatten",
          "range",
          "floor",
          "sqrt",
          "pow",
          "log",
          "log10",
          "log2",
          "exp",
          "exp2",
          "exp10",
          "round",
          "ceil",
          "sort",
          "sort_by",
          "group_by",
          "min",
          "max",
          "min_by",
          "max_by",
          "unique",
          "unique_by",
          "reverse",
          "contains",
          "inside",
          "index",
          "rindex",
          "indices",
          "first",
          "last",
          "nth",
          "limit",
          "transpose",
          "recurse",
          "walk",
          "combinations",
          "splits",
          "join",
          // text
          "startswith",
          "endswith",
          "explode",
          "implode",
          "split",
          "ltrimstr",
          "rtrimstr",
          "ascii_downcase",
          "ascii_upcase",
          "test",
          "match",
          "capture",
          "scan",
          "sub",
          "gsub",
          // dates
          "now",
          "todateiso8601",
          "fromdateiso8601",
          // formats
          "@text",
          "@json",
          "@html",
          "@uri",
          "@csv",
          "@tsv",
          "@base64",
          "@base64d");

  /** Functions that must not have an argument here: with one, they need not end. */
  private static final Set<String> ONLY_WITHOUT_ARGUMENT = Set.of("recurse");

  private Jq() {}

  /**
   * What is wrong with a program, in the order of its text; empty when it may be used.
   *
   * @param variables names, without the dollar sign, that it may read besides those that it binds
   *     itself
   */
  public static List<String> problems(String program, Set<String> variables) {
    Object tree;
    try {
      tree = expression(JsonQuery.compile(program, VERSION));
    } catch (JsonQueryException e) {
      return List.of("is not jq: " + where(e));
    } catch (StackOverflowError e) {
      return List.of("is not jq: it is nested too deeply");
    }
    Walk walk = new Walk();
    walk.visit(tree);
    List<String> problems = new ArrayList<>(walk.problems);
    for (String name : walk.reads) {
      if (!variables.contains(name) && !walk.binds.contains(name)) {
        problems.add("reads the variable $" + name + ", which is not given here");
      }
    }
    return List.copyOf(problems);
  }

  private static Object expression(JsonQuery query) {
    return field(query, "expr")
        .orElseThrow(() -> new IllegalStateException("the jq library's tree has changed"));
  }

  /** The parser's place, without its list of all that it would have accepted there. */
  private static String where(JsonQueryException e) {
    String message =
        Optional.ofNullable(e.getCause())
            .map(Throwable::getMessage)
            .or(() -> Optional.ofNullable(e.getMessage()))
            .orElse("it cannot be parsed");
    Matcher place = PLACE.matcher(message);
    if (place.find()) {
      return message.startsWith("Encountered \"<EOF>\"")
          ? "it ends too early, at " + place.group()
          : "it cannot be read from " + place.group() + " on";
    }
    int end = message.indexOf('\n');
    String line = end < 0 ? message : message.substring(0, end);
    return line.length() > 200 ? line.substring(0, 200) + "…" : line;
  }

  /** The library keeps its tree private, so it is walked by its fields; each object once. */
  private static final class Walk {
    final List<String> problems = new ArrayList<>();
    final List<String> reads = new ArrayList<>();
    final List<String> binds = new ArrayList<>();
    private final Set<Object> seen = Collections.newSetFromMap(new IdentityHashMap<>());

    void visit(Object node) {
      if (node == null || !seen.add(node)) {
        return;
      }
      if (node instanceof FunctionCall) {
        call(node);
      } else if (node instanceof VariableAccess) {
        reads.add(text(node, "name"));
      } else if (node instanceof FunctionDefinition) {
        problems.add("defines a function: a mapping that can call itself need not end");
      } else if (node instanceof ImportStatement || node instanceof ModuleDirective) {
        problems.add("imports a module");
      } else if (node instanceof VariableKeyFieldConstruction) {
        reads.add(text(node, "name"));
      } else if (node instanceof FormattingFilter) {
        allowed("@" + text(node, "name").replaceFirst("^@", ""), 0);
      }
      if (node instanceof Collection<?> many) {
        many.forEach(this::visit);
      } else if (node instanceof Map<?, ?> map) {
        map.forEach(
            (key, value) -> {
              visit(key);
              visit(value);
            });
      } else if (node instanceof Optional<?> maybe) {
        maybe.ifPresent(this::visit);
      } else if (node.getClass().getName().startsWith("net.thisptr.jackson.jq.") || isPair(node)) {
        binds(node);
        for (Field field : fields(node.getClass())) {
          if (!field.getType().isPrimitive()
              && field.getType() != String.class
              && !field.getType().isEnum()) {
            visit(get(field, node));
          }
        }
      }
    }

    private static boolean isPair(Object node) {
      return node.getClass().getName().endsWith("Pair");
    }

    /** Matchers name what {@code as}, {@code reduce} and {@code foreach} bind. */
    private void binds(Object node) {
      String type = node.getClass().getSimpleName();
      if (type.equals("ValueMatcher") || type.equals("FieldMatcher")) {
        for (Field field : fields(node.getClass())) {
          if (field.getType() == String.class && get(field, node) instanceof String name) {
            binds.add(name.startsWith("$") ? name.substring(1) : name);
          }
        }
      }
    }

    private void call(Object node) {
      int arguments =
          field(node, "args").map(args -> args instanceof List<?> list ? list.size() : 0).orElse(0);
      allowed(text(node, "name"), arguments);
    }

    private void allowed(String name, int arguments) {
      if (!FUNCTIONS.contains(name)) {
        problems.add(
            "uses the function " + name + ", which is not on the list of what mappings may use");
      } else if (arguments > 0 && ONLY_WITHOUT_ARGUMENT.contains(name)) {
        problems.add("uses " + name + " with an argument: such a mapping need not end");
      } else if (name.equals("range") && arguments > 2) {
        problems.add("uses range with a step: such a mapping need not end");
      }
    }
  }

  private static String text(Object node, String field) {
    return field(node, field).map(Object::toString).orElse("?");
  }

  private static Optional<Object> field(Object node, String name) {
    return fields(node.getClass()).stream()
        .filter(field -> field.getName().equals(name))
        .findFirst()
        .flatMap(field -> Optional.ofNullable(get(field, node)));
  }

  /**
   * The fields of the library's types, looked up once: programs are checked many times a second.
   */
  private static final ClassValue<List<Field>> FIELDS =
      new ClassValue<>() {
        @Override
        protected List<Field> computeValue(Class<?> type) {
          List<Field> fields = new ArrayList<>();
          for (Class<?> at = type; at != null && at != Object.class; at = at.getSuperclass()) {
            for (Field field : at.getDeclaredFields()) {
              if (!Modifier.isStatic(field.getModifiers())) {
                field.setAccessible(true);
                fields.add(field);
              }
            }
          }
          return List.copyOf(fields);
        }
      };

  private static List<Field> fields(Class<?> type) {
    return FIELDS.get(type);
  }

  private static Object get(Field field, Object node) {
    try {
      return field.get(node);
    } catch (IllegalAccessException e) {
      throw new IllegalStateException("the jq library's tree cannot be read", e);
    }
  }
}
