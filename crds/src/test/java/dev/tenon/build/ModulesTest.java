package dev.tenon.build;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.w3c.dom.Element;
import org.w3c.dom.Node;
import org.xml.sax.SAXException;

/**
 * Modules depend on one another one way, and no further than is written here. Tests may use more:
 * they try a module with real neighbours, and Maven itself refuses a circle.
 */
class ModulesTest {
  private static final Path ROOT = Path.of("..").toAbsolutePath().normalize();

  /** What the main code of each module may use of the others, directly or through another. */
  private static final Map<String, Set<String>> MAY_USE =
      Map.ofEntries(
          Map.entry("crds", Set.of()),
          Map.entry("plan", Set.of()),
          Map.entry("engine", Set.of("crds", "plan")),
          Map.entry("sandbox", Set.of()),
          Map.entry("camel", Set.of("plan")),
          Map.entry("runner", Set.of("plan", "camel")),
          Map.entry("operator", Set.of("crds", "plan", "engine")),
          Map.entry("local", Set.of("crds", "plan", "engine", "camel", "runner", "operator")),
          Map.entry(
              "cli",
              Set.of("crds", "plan", "engine", "camel", "runner", "operator", "local", "sandbox")),
          Map.entry(
              "bench", Set.of("crds", "plan", "engine", "camel", "runner", "operator", "local")),
          Map.entry("e2e", Set.of()));

  static List<String> modules() {
    return texts(pom(ROOT), "modules", "module");
  }

  @Test
  void everyModuleHasItsPlace() {
    assertThat(modules())
        .as("give a new module a line in MAY_USE here, and one in ARCHITECTURE.md")
        .containsExactlyInAnyOrderElementsOf(MAY_USE.keySet());
  }

  @ParameterizedTest
  @MethodSource("modules")
  void mainCodeUsesNoModuleAboveOrBesideIt(String module) {
    Set<String> used = new TreeSet<>();
    for (Element dependency : children(pom(ROOT.resolve(module)), "dependencies", "dependency")) {
      if (text(dependency, "groupId").equals(Optional.of("dev.tenon"))
          && !text(dependency, "scope").equals(Optional.of("test"))) {
        used.add(text(dependency, "artifactId").orElseThrow().replaceFirst("^tenon-", ""));
      }
    }

    used.removeAll(MAY_USE.getOrDefault(module, Set.of()));

    assertThat(used)
        .as(
            "%s/pom.xml depends on modules that %s must not know. Move what both need to a module"
                + " below them (the drawing is in ARCHITECTURE.md), or let the upper one pass it in",
            module, module)
        .isEmpty();
  }

  @ParameterizedTest
  @MethodSource("modules")
  void mainCodeStaysInThePackageThatIsNamedAfterTheModule(String module) throws IOException {
    Path sources = ROOT.resolve(module).resolve("src/main/java/dev/tenon");
    assertThat(sources).isDirectory();
    try (Stream<Path> packages = Files.list(sources)) {
      assertThat(packages.map(p -> p.getFileName().toString()))
          .as("a class's package says in which module to find it")
          .containsOnly(module.equals("crds") ? "api" : module);
    }
  }

  @ParameterizedTest
  @MethodSource("modules")
  void versionsStandInTheRootPomAlone(String module) {
    List<String> pinned = new ArrayList<>();
    for (Element dependency : children(pom(ROOT.resolve(module)), "dependencies", "dependency")) {
      text(dependency, "version")
          .filter(version -> !version.equals("${project.version}"))
          .ifPresent(
              version -> pinned.add(text(dependency, "artifactId").orElse("?") + ":" + version));
    }

    assertThat(pinned)
        .as(
            "move the version to dependencyManagement in pom.xml, so that all modules have the same")
        .isEmpty();
  }

  private static Element pom(Path folder) {
    try {
      return DocumentBuilderFactory.newDefaultInstance()
          .newDocumentBuilder()
          .parse(folder.resolve("pom.xml").toFile())
          .getDocumentElement();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (SAXException | ParserConfigurationException e) {
      throw new IllegalStateException(folder + "/pom.xml cannot be read", e);
    }
  }

  private static List<String> texts(Element parent, String list, String name) {
    return children(parent, list, name).stream().map(e -> e.getTextContent().strip()).toList();
  }

  private static Optional<String> text(Element parent, String name) {
    return children(parent, name).stream().map(e -> e.getTextContent().strip()).findFirst();
  }

  private static List<Element> children(Element parent, String list, String name) {
    return children(parent, list).stream().flatMap(e -> children(e, name).stream()).toList();
  }

  private static List<Element> children(Element parent, String name) {
    List<Element> found = new ArrayList<>();
    for (Node n = parent.getFirstChild(); n != null; n = n.getNextSibling()) {
      if (n instanceof Element && n.getNodeName().equals(name)) {
        found.add((Element) n);
      }
    }
    return found;
  }
}
