package dev.tenon.build;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What the documents point at is there. */
class DocumentsTest {
  private static final Path ROOT = Path.of("..").toAbsolutePath().normalize();
  private static final Pattern LINK = Pattern.compile("\\]\\((?!https?:|#)([^)#]+)[^)]*\\)");
  private static final Pattern CODE = Pattern.compile("(?s)```.*?```|`[^`\n]*`");
  private static final Pattern TEST = Pattern.compile("`([A-Z]\\w*Test)(?:\\.(\\w+))?`");
  private static final Pattern METHOD = Pattern.compile("`([a-z][A-Za-z]{19,})`");

  static List<Path> documents() throws IOException {
    try (Stream<Path> root = Files.list(ROOT);
        Stream<Path> docs = Files.walk(ROOT.resolve("docs"))) {
      return Stream.concat(root, docs)
          .filter(file -> file.toString().endsWith(".md"))
          .map(ROOT::relativize)
          .sorted()
          .toList();
    }
  }

  @ParameterizedTest
  @MethodSource("documents")
  void linksLeadSomewhere(Path document) throws IOException {
    Path folder = ROOT.resolve(document).getParent();
    List<String> dead =
        LINK.matcher(CODE.matcher(Files.readString(ROOT.resolve(document))).replaceAll(""))
            .results()
            .map((MatchResult found) -> found.group(1))
            .filter(target -> !Files.exists(folder.resolve(target)))
            .toList();

    assertThat(dead).as("links of %s to what is not there", document).isEmpty();
  }

  /** A claim about security names the test that shows it; without the test it is only a claim. */
  @Test
  void theTestsThatSecurityNamesAreThere() throws IOException {
    String text = Files.readString(ROOT.resolve("SECURITY.md"));
    String tests = tests();
    Set<String> missing = new TreeSet<>();
    TEST.matcher(text)
        .results()
        .forEach(
            found -> {
              if (!tests.contains("class " + found.group(1) + " ")) {
                missing.add(found.group(1));
              }
              if (found.group(2) != null && !tests.contains("void " + found.group(2) + "(")) {
                missing.add(found.group(1) + "." + found.group(2));
              }
            });
    METHOD
        .matcher(text)
        .results()
        .map(found -> found.group(1))
        .filter(name -> !tests.contains("void " + name + "("))
        .forEach(missing::add);

    assertThat(missing)
        .as("tests that SECURITY.md names and that are gone: name those that show it now")
        .isEmpty();
    assertThat(TEST.matcher(text).results().count()).isGreaterThan(20);
  }

  private static String tests() throws IOException {
    try (Stream<Path> modules = Files.list(ROOT)) {
      List<Path> folders =
          modules
              .map(module -> module.resolve("src/test/java"))
              .filter(Files::isDirectory)
              .toList();
      StringBuilder all = new StringBuilder();
      for (Path folder : folders) {
        try (Stream<Path> files = Files.walk(folder)) {
          for (Path file :
              files
                  .filter(one -> one.toString().endsWith("Test.java"))
                  .collect(Collectors.toList())) {
            all.append(Files.readString(file));
          }
        }
      }
      return all.toString();
    }
  }
}
