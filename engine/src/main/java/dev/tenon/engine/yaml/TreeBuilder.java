package dev.tenon.engine.yaml;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.NullNode;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.api.lowlevel.Parse;
import org.snakeyaml.engine.v2.common.Anchor;
import org.snakeyaml.engine.v2.events.AliasEvent;
import org.snakeyaml.engine.v2.events.CollectionStartEvent;
import org.snakeyaml.engine.v2.events.Event;
import org.snakeyaml.engine.v2.events.MappingStartEvent;
import org.snakeyaml.engine.v2.events.NodeEvent;
import org.snakeyaml.engine.v2.events.ScalarEvent;
import org.snakeyaml.engine.v2.exceptions.Mark;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;

/** Builds the value of one document out of the parser's events. Used once. */
final class TreeBuilder {
  static final String TOO_DEEP_FIX = "Write it flatter.";

  private final YamlLimits limits;
  private final Notes notes;
  private final Scalars scalars;
  private final Map<String, Built> anchors = new HashMap<>();
  private final Set<String> open = new HashSet<>();
  private final Iterator<Event> events;
  private Event last;
  private int expanded;

  /** The rest of a document is not worth reading. */
  private static final class Stop extends RuntimeException {
    private static final long serialVersionUID = 1;

    Stop() {
      super(null, null, false, false);
    }
  }

  private TreeBuilder(String text, YamlLimits limits, Notes notes) {
    this.limits = limits;
    this.notes = notes;
    this.scalars = new Scalars(notes);
    LoadSettings settings = LoadSettings.builder().setCodePointLimit(limits.characters()).build();
    this.events = new Parse(settings).parseString(text).iterator();
    this.last = events.next();
  }

  /** The value of a document; empty where there is none or it could not be read. */
  static Optional<Built> build(String text, YamlLimits limits, Notes notes) {
    TreeBuilder builder = new TreeBuilder(text, limits, notes);
    try {
      return builder.build();
    } catch (Stop stop) {
      return Optional.empty();
    } catch (MarkedYamlEngineException e) {
      SyntaxAdvice.explain(e, notes);
    } catch (YamlEngineException | NumberFormatException e) {
      // the parser does not say where; the latter is what it makes of some broken escapes
      notes.add(
          builder.last,
          "what follows cannot be read as YAML: " + e.getMessage(),
          "Write it in another way.");
    }
    return Optional.empty();
  }

  private Event next() {
    last = events.next();
    return last;
  }

  private Optional<Built> build() {
    if (next().getEventId() == Event.ID.StreamEnd) {
      return Optional.empty();
    }
    Built value = read(next(), 0);
    // the end of the document
    next();
    Event after = next();
    if (after.getEventId() != Event.ID.StreamEnd) {
      throw stop(
          after,
          "another document begins without a line of --- before it",
          "Put a line of --- before it.");
    }
    return Optional.of(value);
  }

  private Built read(Event event, int depth) {
    if (event instanceof AliasEvent alias) {
      return expand(alias, depth);
    }
    Optional<String> anchor =
        event instanceof NodeEvent node ? node.getAnchor().map(Anchor::getValue) : Optional.empty();
    anchor.ifPresent(open::add);
    Built built =
        event instanceof ScalarEvent scalar
            ? new Built(scalars.value(scalar), notes.located(event), 1, 0)
            : readCollection((CollectionStartEvent) event, depth);
    anchor.ifPresent(
        name -> {
          open.remove(name);
          anchors.put(name, built);
        });
    return built;
  }

  private Built readCollection(CollectionStartEvent start, int depth) {
    if (depth >= limits.depth()) {
      throw stop(start, tooDeep(limits), TOO_DEEP_FIX);
    }
    start
        .getTag()
        .filter(tag -> !Scalars.isCollectionTag(tag))
        .ifPresent(tag -> notes.add(start, Scalars.unknownTag(tag), "Remove the tag."));
    return start instanceof MappingStartEvent
        ? readMapping(start, depth)
        : readSequence(start, depth);
  }

  private Built readSequence(CollectionStartEvent start, int depth) {
    ArrayNode list = JsonNodeFactory.instance.arrayNode();
    List<Located> items = new ArrayList<>();
    int size = 1;
    int height = 0;
    for (Event event = next(); event.getEventId() != Event.ID.SequenceEnd; event = next()) {
      if (start.isFlow()) {
        refuseAmbiguous(event);
      }
      Built item = read(event, depth + 1);
      list.add(item.json());
      items.add(item.at());
      size += item.size();
      height = Math.max(height, item.height());
    }
    Located at = notes.located(start);
    return new Built(list, new Located(at.line(), at.column(), Map.of(), items), size, height + 1);
  }

  private Built readMapping(CollectionStartEvent start, int depth) {
    MappingBuilder mapping = new MappingBuilder(notes, notes.located(start));
    for (Event event = next(); event.getEventId() != Event.ID.MappingEnd; event = next()) {
      boolean merge =
          event instanceof ScalarEvent scalar && scalar.isPlain() && scalar.getValue().equals("<<");
      Optional<String> name = merge ? Optional.empty() : readName(event, depth, mapping);
      Event valueEvent = next();
      if (start.isFlow()) {
        refuseAmbiguous(event);
        refuseAmbiguous(valueEvent);
      }
      Built value = read(valueEvent, depth + 1);
      if (merge) {
        mapping.merge(notes.located(event), value, valueEvent instanceof AliasEvent);
      } else if (name.isPresent()) {
        mapping.put(name.get(), notes.located(event), value);
      }
    }
    return mapping.built();
  }

  /** In brackets and braces YAML 1.1, which kubectl reads, and 1.2 differ in two things. */
  private void refuseAmbiguous(Event event) {
    if (!(event instanceof ScalarEvent scalar) || !scalar.isPlain()) {
      return;
    }
    if (scalar.getValue().startsWith("?")) {
      throw stop(event, "a text in brackets begins with ?", "Put it in quotes.");
    }
    boolean ambiguous =
        scalar.getValue().isEmpty()
            && event
                .getStartMark()
                .filter(m -> follows(m, -1, ":") && follows(m, 0, ",]}"))
                .isPresent();
    if (ambiguous) {
      throw stop(event, "nothing stands between the colon and what follows", "Put a space there.");
    }
  }

  private static boolean follows(Mark mark, int offset, String characters) {
    int at = mark.getPointer() + offset;
    return at >= 0 && at < mark.getBuffer().length && characters.indexOf(mark.getBuffer()[at]) >= 0;
  }

  private Optional<String> readName(Event event, int depth, MappingBuilder mapping) {
    if (event instanceof ScalarEvent scalar && scalar.getAnchor().isEmpty()) {
      return scalars.name(scalar);
    }
    Built name = read(event, depth + 1);
    mapping.grow(name);
    if (name.json().isTextual()) {
      return Optional.of(name.json().textValue());
    }
    notes.add(event, "the name of a field is not a text", "Write it as a text, in quotes.");
    return Optional.empty();
  }

  private Built expand(AliasEvent alias, int depth) {
    String name = alias.getAlias().getValue();
    if (open.contains(name)) {
      throw stop(alias, "*" + name + " stands inside of what it stands for", "Write it out.");
    }
    Built built = anchors.get(name);
    if (built == null) {
      notes.add(
          alias,
          "there is no &" + name + " before *" + name + " in this document",
          "Anchor it above, or put \"*" + name + "\" in quotes if it is a text.");
      return new Built(NullNode.getInstance(), notes.located(alias), 1, 0);
    }
    expanded += built.size();
    if (expanded > limits.expanded()) {
      throw stop(
          alias,
          "aliases stand for more than " + limits.expanded() + " values in this document",
          "Use fewer aliases inside of each other.");
    }
    if (depth + built.height() > limits.depth()) {
      throw stop(alias, tooDeep(limits), TOO_DEEP_FIX);
    }
    Located here = notes.located(alias);
    return new Built(
        built.json().deepCopy(),
        built.at().at(here.line(), here.column()),
        built.size(),
        built.height());
  }

  /** What is said of a value that has too many others around it. */
  static String tooDeep(YamlLimits limits) {
    return "more than " + limits.depth() + " mappings and lists are inside of each other";
  }

  private Stop stop(Event at, String message, String fix) {
    notes.add(at, message, fix);
    return new Stop();
  }
}
