package dev.tenon.cli.check.format;

import dev.tenon.cli.check.Findings;
import dev.tenon.cli.check.Findings.Level;
import dev.tenon.cli.console.ProblemPrinter;
import dev.tenon.cli.manifests.Manifest;
import dev.tenon.engine.problem.Origin;
import dev.tenon.engine.problem.Position;
import dev.tenon.engine.problem.Problem;
import dev.tenon.engine.problem.ProblemText;
import dev.tenon.plan.Ref;
import java.io.StringWriter;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import javax.xml.stream.XMLOutputFactory;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamWriter;

/**
 * JUnit's XML in the common part of what CI systems read: a file is a suite, an object a case. What
 * a schema refuses is an error, what a rule refuses a failure; the rest is in {@code system-out}.
 */
final class JunitFormat {
  /** A case: an object, or a file whose problems belong to no object. */
  private record Case(String name, List<Problem> problems) {
    boolean is(Origin origin) {
      return problems.stream().anyMatch(problem -> problem.refuses() && problem.origin() == origin);
    }

    boolean errs() {
      return is(Origin.Schema);
    }

    boolean fails() {
      return !errs() && is(Origin.Review);
    }
  }

  private JunitFormat() {}

  static String of(Findings findings) {
    Map<String, List<Case>> suites = suites(findings);
    StringWriter text = new StringWriter();
    try {
      XMLStreamWriter xml = XMLOutputFactory.newFactory().createXMLStreamWriter(text);
      xml.writeStartDocument("UTF-8", "1.0");
      xml.writeCharacters("\n");
      xml.writeStartElement("testsuites");
      xml.writeAttribute("name", "tenon check");
      counts(xml, suites.values().stream().flatMap(List::stream).toList());
      for (Map.Entry<String, List<Case>> suite : suites.entrySet()) {
        suite(xml, suite.getKey(), suite.getValue());
      }
      xml.writeCharacters("\n");
      xml.writeEndElement();
      xml.writeEndDocument();
      xml.close();
    } catch (XMLStreamException e) {
      throw new IllegalStateException("text can always be written as XML", e);
    }
    return text + "\n";
  }

  private static Map<String, List<Case>> suites(Findings findings) {
    Map<String, List<Case>> suites = new LinkedHashMap<>();
    findings.files().forEach(file -> suites.put(file, new ArrayList<>()));
    Set<Problem> told = new HashSet<>();
    for (Manifest manifest : findings.objects()) {
      List<Problem> problems = findings.of(manifest.ref());
      told.addAll(problems);
      suites
          .computeIfAbsent(manifest.file(), file -> new ArrayList<>())
          .add(new Case(manifest.ref().toString(), problems));
    }
    Map<String, Map<Ref, List<Problem>>> rest =
        findings.problems().stream()
            .filter(problem -> !told.contains(problem))
            .collect(
                Collectors.groupingBy(
                    problem -> problem.position().map(Position::file).orElse(""),
                    LinkedHashMap::new,
                    Collectors.groupingBy(Problem::of, LinkedHashMap::new, Collectors.toList())));
    rest.forEach(
        (file, byObject) ->
            byObject.forEach(
                (of, problems) ->
                    suites
                        .computeIfAbsent(file, key -> new ArrayList<>())
                        .add(
                            new Case(of.name().isEmpty() ? "the file" : of.toString(), problems))));
    return suites;
  }

  private static void suite(XMLStreamWriter xml, String file, List<Case> cases)
      throws XMLStreamException {
    xml.writeCharacters("\n  ");
    xml.writeStartElement("testsuite");
    xml.writeAttribute("name", clean(file));
    counts(xml, cases);
    for (Case one : cases) {
      xml.writeCharacters("\n    ");
      xml.writeStartElement("testcase");
      xml.writeAttribute("name", clean(one.name()));
      xml.writeAttribute("classname", clean(file));
      xml.writeAttribute("time", "0");
      body(xml, one);
      xml.writeEndElement();
    }
    xml.writeCharacters("\n  ");
    xml.writeEndElement();
  }

  private static void body(XMLStreamWriter xml, Case one) throws XMLStreamException {
    List<Problem> refused = one.problems().stream().filter(Problem::refuses).toList();
    List<Problem> others =
        one.problems().stream().filter(problem -> Findings.level(problem) != Level.Denied).toList();
    if (!refused.isEmpty()) {
      Problem first = refused.get(0);
      xml.writeStartElement(one.errs() ? "error" : "failure");
      String more = refused.size() == 1 ? "" : " (and " + (refused.size() - 1) + " more)";
      xml.writeAttribute("message", clean(ProblemText.line(first, first.of()) + more));
      xml.writeAttribute("type", clean(first.rule()));
      xml.writeCharacters(text(refused));
      xml.writeEndElement();
    }
    if (!others.isEmpty()) {
      xml.writeStartElement("system-out");
      xml.writeCharacters(text(others));
      xml.writeEndElement();
    }
  }

  private static String text(List<Problem> problems) {
    return clean(problems.stream().map(ProblemPrinter::text).collect(Collectors.joining("\n")));
  }

  private static void counts(XMLStreamWriter xml, List<Case> cases) throws XMLStreamException {
    xml.writeAttribute("tests", Integer.toString(cases.size()));
    xml.writeAttribute("failures", Long.toString(cases.stream().filter(Case::fails).count()));
    xml.writeAttribute("errors", Long.toString(cases.stream().filter(Case::errs).count()));
    xml.writeAttribute("skipped", "0");
    xml.writeAttribute("time", "0");
  }

  /** Without the characters that XML 1.0 has no way to write. */
  private static String clean(String text) {
    StringBuilder clean = new StringBuilder(text.length());
    text.codePoints()
        .map(
            c ->
                c == '\t'
                        || c == '\n'
                        || c == '\r'
                        || c >= 0x20 && c <= 0xD7FF
                        || c >= 0xE000 && c <= 0xFFFD
                        || c >= 0x10000
                    ? c
                    : 0xFFFD)
        .forEach(clean::appendCodePoint);
    return clean.toString();
  }
}
