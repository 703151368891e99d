package dev.tenon.sandbox.config;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.api.lowlevel.Compose;
import org.snakeyaml.engine.v2.exceptions.Mark;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.NodeTuple;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import org.snakeyaml.engine.v2.nodes.SequenceNode;
import org.snakeyaml.engine.v2.nodes.Tag;
import org.snakeyaml.engine.v2.schema.CoreSchema;

/**
 * A value in a YAML document that knows where it stands. Mistakes are collected in the document,
 * not thrown, so that one run names them all.
 */
final class YamlValue {
  /** Deeper than anybody writes by hand; a self-reference by an alias ends here. */
  private static final int MAX_DEPTH = 64;

  /** What a document may hold after its aliases are followed. */
  private static final int MAX_VALUES = 200_000;

  /**
   * What all values of a document share: its name, the mistakes found so far, the values turned
   * into JSON so far.
   */
  private static final class Document {
    final String file;
    final List<ConfigProblem> problems = new ArrayList<>();
    int values;

    Document(String file) {
      this.file = file;
    }
  }

  private final Document document;
  private final Node node;
  private final String path;

  private YamlValue(Document document, Node node, String path) {
    this.document = document;
    this.node = node;
    this.path = path;
  }

  /**
   * Reads text as one YAML (or JSON) document; {@code file} is the name that mistakes are reported
   * under.
   */
  static YamlValue document(String file, String text) {
    LoadSettings settings =
        LoadSettings.builder().setLabel(file).setSchema(new CoreSchema()).setUseMarks(true).build();
    Document document = new Document(file);
    try {
      Node node =
          new Compose(settings)
              .composeString(text)
              .orElseThrow(() -> invalid(file, 1, 1, "is empty"));
      return new YamlValue(document, node, "");
    } catch (MarkedYamlEngineException e) {
      Optional<Mark> mark = e.getProblemMark();
      throw invalid(
          file,
          mark.map(Mark::getLine).orElse(0) + 1,
          mark.map(Mark::getColumn).orElse(0) + 1,
          "is not YAML: "
              + e.getProblem()
              + (e.getContext() == null ? "" : " (" + e.getContext() + ")"));
    } catch (YamlEngineException e) {
      throw invalid(file, 1, 1, "is not YAML: " + e.getMessage());
    } catch (StackOverflowError e) {
      // the parser descends without a bound of its own
      throw invalid(file, 1, 1, "is nested too deeply");
    }
  }

  static InvalidSandboxConfig invalid(String file, int line, int column, String message) {
    return new InvalidSandboxConfig(List.of(new ConfigProblem(file, line, column, "", message)));
  }

  /** Throws what was collected, if anything was. */
  void throwProblems() {
    if (!document.problems.isEmpty()) {
      document.problems.sort(
          Comparator.comparingInt(ConfigProblem::line).thenComparingInt(ConfigProblem::column));
      throw new InvalidSandboxConfig(document.problems);
    }
  }

  String path() {
    return path;
  }

  void problem(String message) {
    problem(node, path, message);
  }

  private void problem(Node at, String field, String message) {
    Optional<Mark> mark = at.getStartMark();
    document.problems.add(
        new ConfigProblem(
            document.file,
            mark.map(Mark::getLine).orElse(0) + 1,
            mark.map(Mark::getColumn).orElse(0) + 1,
            field,
            message));
  }

  /**
   * The members of a mapping, in their order; a problem and none where it is no mapping, none where
   * it is empty.
   */
  List<Member> members(String what) {
    if (isNull()) {
      return List.of(); // `tickets:` with nothing behind it
    }
    if (!(node instanceof MappingNode mapping)) {
      problem("is " + kind() + "; expected " + what);
      return List.of();
    }
    List<Member> members = new ArrayList<>();
    for (NodeTuple tuple : mapping.getValue()) {
      String name = tuple.getKeyNode() instanceof ScalarNode key ? key.getValue() : "?";
      String at = path.isEmpty() ? name : path + "." + name;
      if (!(tuple.getKeyNode() instanceof ScalarNode)) {
        problem(tuple.getKeyNode(), at, "a key must be a word");
      } else if (members.stream().anyMatch(m -> m.name.equals(name))) {
        problem(tuple.getKeyNode(), at, "stands here a second time; each key may stand once");
      } else {
        members.add(
            new Member(
                name, new YamlValue(document, tuple.getValueNode(), at), tuple.getKeyNode()));
      }
    }
    return members;
  }

  /** A key with its value. */
  final class Member {
    final String name;
    final YamlValue value;
    private final Node key;

    Member(String name, YamlValue value, Node key) {
      this.name = name;
      this.value = value;
      this.key = key;
    }

    void problem(String message) {
      YamlValue.this.problem(key, value.path, message);
    }
  }

  List<YamlValue> items(String what) {
    if (!(node instanceof SequenceNode sequence)) {
      problem("is " + kind() + "; expected " + what);
      return List.of();
    }
    List<YamlValue> items = new ArrayList<>();
    for (Node item : sequence.getValue()) {
      items.add(new YamlValue(document, item, path + "[" + items.size() + "]"));
    }
    return items;
  }

  boolean isList() {
    return node instanceof SequenceNode;
  }

  boolean isMapping() {
    return node instanceof MappingNode;
  }

  boolean isNull() {
    return node.getTag().equals(Tag.NULL);
  }

  /** The text of a scalar; a number or a word such as true counts as its text. */
  Optional<String> text() {
    return node instanceof ScalarNode scalar && !isNull()
        ? Optional.of(scalar.getValue())
        : Optional.empty();
  }

  /** What a reader calls this kind of value. */
  String kind() {
    if (isNull()) {
      return "empty";
    }
    if (node instanceof ScalarNode scalar) {
      return "'"
          + (scalar.getValue().length() > 60
              ? scalar.getValue().substring(0, 60) + "…"
              : scalar.getValue())
          + "'";
    }
    return isList() ? "a list" : "a mapping";
  }

  /** This value as JSON; a problem, and null in JSON, where it cannot be. */
  JsonNode json() {
    return json(0);
  }

  private JsonNode json(int depth) {
    JsonNodeFactory json = JsonNodeFactory.instance;
    if (depth > MAX_DEPTH || ++document.values > MAX_VALUES) {
      if (document.values != Integer.MAX_VALUE) {
        document.values = Integer.MAX_VALUE - 1;
        problem(
            "is deeper than " + MAX_DEPTH + " levels or holds more than " + MAX_VALUES + " values");
      }
      return json.nullNode();
    }
    if (node instanceof MappingNode) {
      var object = json.objectNode();
      members("a mapping").forEach(m -> object.set(m.name, m.value.json(depth + 1)));
      return object;
    }
    if (node instanceof SequenceNode) {
      var array = json.arrayNode();
      items("a list").forEach(item -> array.add(item.json(depth + 1)));
      return array;
    }
    String text = ((ScalarNode) node).getValue();
    Tag tag = node.getTag();
    try {
      if (tag.equals(Tag.NULL)) {
        return json.nullNode();
      } else if (tag.equals(Tag.BOOL)) {
        return json.booleanNode(Boolean.parseBoolean(text));
      } else if (tag.equals(Tag.INT)) {
        BigInteger value =
            text.startsWith("0x") ? new BigInteger(text.substring(2), 16) : new BigInteger(text);
        return value.bitLength() < 64 ? json.numberNode(value.longValue()) : json.numberNode(value);
      } else if (tag.equals(Tag.FLOAT)) {
        return json.numberNode(new BigDecimal(text));
      }
    } catch (NumberFormatException e) {
      problem("'" + text + "' is not a number that JSON can hold");
      return json.nullNode();
    }
    return json.textNode(text);
  }
}
