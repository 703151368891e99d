package dev.tenon.cli.board;

import dev.tenon.api.v1alpha1.Integration;
import dev.tenon.api.v1alpha1.IntegrationSpec;
import dev.tenon.api.v1alpha1.IntegrationStatus;
import dev.tenon.api.v1alpha1.MessageCounts;
import dev.tenon.api.v1alpha1.PatternUse;
import dev.tenon.engine.assess.Lifecycle;
import io.fabric8.kubernetes.api.model.Condition;
import io.fabric8.kubernetes.api.model.ObjectMeta;
import java.util.List;
import java.util.Optional;

/**
 * One integration as it is shown.
 *
 * @param name namespace and name
 * @param pattern that it follows; {@code -} for routes of its own
 * @param ready True, False or Unknown
 * @param reason of Ready
 * @param generation what is declared
 * @param observed the generation that the status is about; -1 before there is one
 * @param settled whether the status says the last word on the generation that it is about: Ready,
 *     Stalled, or hands off
 * @param stalled whether it will not go on without a person
 * @param notes what is not fine, in the operator's words
 */
public record Row(
    String name,
    String stage,
    String owner,
    String pattern,
    String ready,
    String reason,
    MessageCounts messages,
    long generation,
    long observed,
    boolean settled,
    boolean stalled,
    List<Note> notes) {
  private static final MessageCounts NOTHING = new MessageCounts(0, 0, 0, 0, 0, 0);

  /** Conditions that are worth a line when they are False. */
  private static final List<String> TOLD =
      List.of("Healthy", "QuotaGranted", "ObjectivesMet", "Owned", "Compliant");

  /**
   * Something that is not fine.
   *
   * @param condition with its status, such as {@code Healthy=False}
   */
  public record Note(String condition, String reason, String message) {
    @Override
    public String toString() {
      return condition + " " + reason + ": " + message;
    }
  }

  /** What is shown of an integration. */
  public static Row of(Integration integration) {
    IntegrationSpec spec = integration.spec();
    ObjectMeta metadata = integration.getMetadata();
    Optional<IntegrationStatus> status = integration.status();
    long observed = status.map(IntegrationStatus::observedGeneration).orElse(-1L);
    Optional<Condition> ready = condition(status, "Ready");
    boolean stalled = condition(status, "Stalled").filter(Row::isTrue).isPresent();
    return new Row(
        metadata.getNamespace() + "/" + metadata.getName(),
        spec.stage().name(),
        spec.owner().team(),
        spec.pattern().map(PatternUse::name).orElse("-"),
        ready.map(Condition::getStatus).orElse("Unknown"),
        ready.map(Condition::getReason).orElse("Pending"),
        status.flatMap(IntegrationStatus::messages).orElse(NOTHING),
        Optional.ofNullable(metadata.getGeneration()).orElse(0L),
        observed,
        stalled || Lifecycle.disabled(integration) || ready.filter(Row::isTrue).isPresent(),
        stalled,
        notes(status, stalled, ready));
  }

  private static List<Note> notes(
      Optional<IntegrationStatus> status, boolean stalled, Optional<Condition> ready) {
    if (stalled) {
      return condition(status, "Stalled").map(Row::note).stream().toList();
    }
    List<Condition> all = status.map(IntegrationStatus::conditions).orElse(List.of());
    return TOLD.stream()
        .flatMap(type -> all.stream().filter(condition -> type.equals(condition.getType())))
        .filter(condition -> "False".equals(condition.getStatus()))
        // what is not there yet is told by Ready alone
        .filter(condition -> ready.filter(Row::isTrue).isPresent())
        .map(Row::note)
        .toList();
  }

  private static Note note(Condition condition) {
    return new Note(
        condition.getType() + "=" + condition.getStatus(),
        condition.getReason(),
        Optional.ofNullable(condition.getMessage()).orElse(""));
  }

  private static boolean isTrue(Condition condition) {
    return "True".equals(condition.getStatus());
  }

  private static Optional<Condition> condition(Optional<IntegrationStatus> status, String type) {
    return status.flatMap(one -> one.condition(type));
  }

  /** Whether there is nothing left to wait for: the newest generation is settled. */
  public boolean atRest() {
    return settled && observed >= generation;
  }

  /** Whether it is worth looking at before others. */
  boolean troubled() {
    return stalled || !notes.isEmpty() || !ready.equals("True");
  }

  /** The same without counts: what is equal by this is not worth a line at once. */
  Row withoutCounts() {
    return new Row(
        name, stage, owner, pattern, ready, reason, NOTHING, 0, 0, settled, stalled, notes);
  }
}
