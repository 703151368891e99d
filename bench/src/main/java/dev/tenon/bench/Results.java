package dev.tenon.bench;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** The files that figures are kept in: one of JSON for each, and a page for people made of them. */
final class Results {
  private static final ObjectMapper JSON =
      new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT);

  private final Path bench;

  Results(Path bench) {
    this.bench = bench;
  }

  private Path file(Figure figure) {
    return bench.resolve("results").resolve(figure.name() + ".json");
  }

  void keep(Figure figure, Recording recording) throws IOException {
    Files.createDirectories(file(figure).getParent());
    Files.writeString(file(figure), JSON.writeValueAsString(json(figure, recording)) + "\n");
  }

  private static ObjectNode json(Figure figure, Recording recording) {
    ObjectNode root = JSON.createObjectNode();
    root.put("figure", figure.name());
    root.put("description", figure.description());
    root.put("command", "bench/run " + figure.name());
    root.put("taken", Instant.now().truncatedTo(ChronoUnit.SECONDS).toString());
    root.put("commit", commit());
    root.put("machine", Machine.here().toString());
    for (Series one : recording.series()) {
      ObjectNode measure = root.withArrayProperty("measures").addObject();
      measure.put("what", one.what()).put("unit", one.unit());
      one.aim()
          .ifPresent(
              aim -> {
                measure.put("aim", aim.toString());
                measure.put("met", aim.met(one.median()));
              });
      measure.put("median", one.median()).put("min", one.min()).put("max", one.max());
      one.values().forEach(measure.withArrayProperty("values")::add);
    }
    recording.notes().forEach(root.withArrayProperty("notes")::add);
    return root;
  }

  /** The commit that is measured, with a plus when there is more than was committed. */
  private static String commit() {
    return command("git", "rev-parse", "--short=10", "HEAD").strip()
        + (command("git", "status", "--porcelain", "--", ":!bench/results", ":!bench/RESULTS.md")
                .isBlank()
            ? ""
            : "+");
  }

  private static String command(String... words) {
    try {
      Process process = new ProcessBuilder(words).redirectErrorStream(true).start();
      String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      return process.waitFor(10, TimeUnit.SECONDS) && process.exitValue() == 0 ? said : "";
    } catch (IOException e) {
      return "";
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return "";
    }
  }

  /** Writes the page anew from all that is kept. */
  void publish(List<Figure> figures) throws IOException {
    List<String> lines = new ArrayList<>();
    lines.add("# Figures");
    lines.add("");
    lines.add(
        "Written by `bench/run`; [README.md](README.md) says how to read and repeat them. Every run's"
            + " value is in `results/`.");
    for (Figure figure : figures) {
      if (Files.exists(file(figure))) {
        page(JSON.readTree(file(figure).toFile()), lines);
      }
    }
    Files.writeString(bench.resolve("RESULTS.md"), String.join("\n", lines) + "\n");
  }

  private static void page(JsonNode figure, List<String> lines) {
    lines.add("");
    lines.add("## " + figure.path("figure").asText());
    lines.add("");
    lines.add(figure.path("description").asText());
    lines.add("");
    lines.add(
        "`%s` on %s at commit %s. %s"
            .formatted(
                figure.path("command").asText(),
                figure.path("taken").asText().substring(0, 10),
                figure.path("commit").asText(),
                figure.path("machine").asText()));
    lines.add("");
    lines.add("| | unit | median | least – most | runs | aim | |");
    lines.add("| --- | --- | ---: | ---: | ---: | ---: | --- |");
    figure.path("measures").forEach(measure -> lines.add(row(measure)));
    JsonNode notes = figure.path("notes");
    if (!notes.isEmpty()) {
      lines.add("");
      notes.forEach(note -> lines.add("- " + note.asText()));
    }
  }

  private static String row(JsonNode measure) {
    return "| %s | %s | %s | %s – %s | %d | %s | %s |"
        .formatted(
            measure.path("what").asText(),
            measure.path("unit").asText(),
            Numbers.text(measure.path("median").asDouble()),
            Numbers.text(measure.path("min").asDouble()),
            Numbers.text(measure.path("max").asDouble()),
            measure.path("values").size(),
            measure.path("aim").asText(""),
            measure.has("aim") ? (measure.path("met").asBoolean() ? "met" : "**missed**") : "");
  }
}
