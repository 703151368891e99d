package dev.tenon.engine.assess.kinds;

import dev.tenon.api.v1alpha1.TenonResource;
import dev.tenon.engine.assess.Meaning;
import dev.tenon.engine.assess.Said;
import io.fabric8.kubernetes.api.model.Condition;
import java.util.List;
import java.util.TreeMap;

/**
 * A condition of one kind besides Integration: everything that it can say. A reason has one status,
 * so saying a reason says the status too, and nothing can be said that the documentation, which is
 * made of this, does not have.
 *
 * @param meanings no two with the same reason
 */
public record KindCondition(String type, List<Meaning> meanings) {
  static KindCondition of(String type, Meaning... meanings) {
    return new KindCondition(type, List.of(meanings));
  }

  /** The conditions of every kind besides Integration, by kind. */
  public static TreeMap<String, List<KindCondition>> all() {
    TreeMap<String, List<KindCondition>> all = new TreeMap<>();
    all.put("IntegrationPattern", PatternAssessment.CONDITIONS);
    all.put("IntegrationPolicy", PolicyAssessment.CONDITIONS);
    all.put("Pause", PauseAssessment.CONDITIONS);
    all.put("Replay", ReplayAssessment.CONDITIONS);
    all.put("System", SystemAssessment.CONDITIONS);
    all.put("Team", TeamAssessment.CONDITIONS);
    all.put("Waiver", WaiverAssessment.CONDITIONS);
    return all;
  }

  /**
   * The condition of an object.
   *
   * @throws IllegalArgumentException if the reason is none of {@link #meanings()}
   */
  Condition say(TenonResource<?, ?> object, String reason, String message) {
    String status =
        meanings.stream()
            .filter(meaning -> meaning.reason().equals(reason))
            .map(Meaning::status)
            .findFirst()
            .orElseThrow(
                () -> new IllegalArgumentException(type + " has no meaning for " + reason));
    return Said.of(type, status, reason, message, Named.generation(object));
  }
}
