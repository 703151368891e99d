package dev.tenon.api.generation;

import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import org.snakeyaml.engine.v2.api.Dump;
import org.snakeyaml.engine.v2.api.DumpSettings;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.common.FlowStyle;
import org.snakeyaml.engine.v2.common.ScalarStyle;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.Tag;
import org.snakeyaml.engine.v2.representer.StandardRepresenter;

/**
 * YAML for people and for diffs: block style, quotes only where some parser, also one of YAML 1.1
 * as kubectl has it, would read something else than this text.
 */
final class Yaml {
  /** Lines are not folded: one sentence, one line of a diff. */
  private static final int NO_FOLDING = Integer.MAX_VALUE;

  private static final Pattern UNMISTAKABLE =
      Pattern.compile("[A-Za-z][A-Za-z0-9 _/.,;()%=+<>\\-]*[A-Za-z0-9).]|[A-Za-z]");
  private static final Set<String> WORDS_OF_YAML_1_1 =
      Set.of("y", "yes", "n", "no", "true", "false", "on", "off", "null");

  private static final DumpSettings SETTINGS =
      DumpSettings.builder()
          .setDefaultFlowStyle(FlowStyle.BLOCK)
          .setWidth(NO_FOLDING)
          .setMultiLineFlow(false)
          .build();

  private Yaml() {}

  static String write(Object value) {
    return new Dump(SETTINGS, new Quoting()).dumpToString(value);
  }

  static Object read(String yaml) {
    return new Load(LoadSettings.builder().build()).loadFromString(yaml);
  }

  private static final class Quoting extends StandardRepresenter {
    Quoting() {
      super(SETTINGS);
      representers.put(String.class, this::quotedWhereNeeded);
    }

    private Node quotedWhereNeeded(Object value) {
      String text = (String) value;
      boolean plain =
          UNMISTAKABLE.matcher(text).matches()
              && !WORDS_OF_YAML_1_1.contains(text.toLowerCase(Locale.ROOT));
      ScalarStyle quotes =
          text.contains("'") && !text.contains("\\")
              ? ScalarStyle.DOUBLE_QUOTED
              : ScalarStyle.SINGLE_QUOTED;
      return representScalar(Tag.STR, text, plain ? ScalarStyle.PLAIN : quotes);
    }
  }
}
