package dev.tenon.operator.admission;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tenon.engine.change.Right;
import dev.tenon.engine.estate.IndexedEstate;
import dev.tenon.engine.quota.Ledger;
import dev.tenon.engine.render.Renderer;
import dev.tenon.engine.review.Review;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Every case of the review's own tests, sent as the bytes of an AdmissionReview: the answer is what
 * the review says on the occasion of an admission, byte for byte.
 */
class ReviewCasesTest {
  private static final Instant NOW = Instant.parse("2026-11-24T06:00:00Z");

  private final Review review = Review.with(Renderer.with(Set.of()));

  static Stream<Path> cases() throws IOException {
    try (Stream<Path> folders = Files.list(Cases.REVIEWS)) {
      return folders.filter(Files::isDirectory).sorted().toList().stream();
    }
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("cases")
  void isAnsweredWithWhatTheReviewSays(Path folder) throws Exception {
    List<ObjectNode> declared = new ArrayList<>(Cases.patterns());
    declared.addAll(Cases.read(folder.resolve("estate.yaml")));
    IndexedEstate estate = new IndexedEstate();
    declared.forEach(object -> estate.put(Cases.resource(object)));
    boolean deletes = Files.exists(folder.resolve("delete.yaml"));
    ObjectNode object = Cases.read(folder.resolve(deletes ? "delete.yaml" : "change.yaml")).get(0);
    Optional<ObjectNode> before =
        declared.stream()
            .filter(it -> it.path("kind").equals(object.path("kind")))
            .filter(it -> same(it, object, "name") && same(it, object, "namespace"))
            .findFirst();
    String operation = deletes ? "DELETE" : before.isPresent() ? "UPDATE" : "CREATE";
    ObjectNode asked =
        Cases.review(operation, deletes ? Optional.empty() : Optional.of(object), before);
    // where nobody is named, it is someone who may do everything
    Set<Right> rights = EnumSet.allOf(Right.class);
    Path by = folder.resolve("by.yaml");
    if (Files.exists(by)) {
      JsonNode user = Cases.one(Files.readString(by));
      ((ObjectNode) asked.path("request").path("userInfo"))
          .put("username", user.path("username").asText())
          .set("groups", user.path("groups"));
      rights.clear();
      user.path("rights").forEach(right -> rights.add(Right.valueOf(right.asText())));
    }

    AdmissionResponse answer =
        new AdmissionHandler(
                estate,
                new Ledger(estate),
                review,
                (user, namespace, name, all) -> {
                  EnumSet<Right> granted = EnumSet.copyOf(all);
                  granted.retainAll(rights);
                  return granted;
                },
                Confirmation.needless())
            .handle(AdmissionReviews.read(Cases.bytes(asked)), NOW);

    String said = Files.readString(folder.resolve("admission.txt"));
    assertThat(answer.allowed()).as(said).isEqualTo(said.endsWith("allowed\n"));
    assertThat(answer.message()).isEqualTo(denials(said));
    assertThat(answer.warnings()).allMatch(warning -> warning.length() <= 120);
    // what is unchanged is not even reviewed, so it cannot be warned of
    boolean reviewed = !folder.endsWith("unchanged-spec-is-never-refused");
    assertThat(answer.warnings()).hasSize(reviewed ? warned(said) : 0);
    assertThat(answer.code()).isEqualTo(answer.allowed() ? 200 : 403);
  }

  private static boolean same(ObjectNode one, ObjectNode other, String field) {
    return one.path("metadata").path(field).equals(other.path("metadata").path(field));
  }

  /** The blocks that deny without a Waiver, as the API server hands them on. */
  private static String denials(String said) {
    List<String> blocks = new ArrayList<>();
    for (String block : blocks(said)) {
      if (block.startsWith("Deny ") && !block.contains("\n  waived: ")) {
        blocks.add(block.substring("Deny ".length()));
      }
    }
    return String.join("\n", blocks);
  }

  private static int warned(String said) {
    return (int)
        blocks(said).stream()
            .filter(block -> block.startsWith("Warn ") || block.contains("\n  waived: "))
            .count();
  }

  private static List<String> blocks(String said) {
    List<String> blocks = new ArrayList<>();
    for (String line : said.split("\n")) {
      if (line.startsWith("  ")) {
        int last = blocks.size() - 1;
        blocks.set(last, blocks.get(last) + "\n" + line);
      } else if (line.matches("(Deny|Warn|Audit) .*")) {
        blocks.add(line);
      }
    }
    return blocks;
  }
}
