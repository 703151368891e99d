package dev.tenon.local.api;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tenon.local.api.admission.Admission;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;

/**
 * How an embedded API is to run.
 *
 * @param home the folder that holds its state, its certificates and the kubeconfig; made where
 *     absent
 * @param port the port on 127.0.0.1; 0 for the one that this home had before, or else a free one
 * @param admissions the reviewers of writes, in the order in which they are asked
 * @param definitions CustomResourceDefinitions that are there from the beginning. They are trusted:
 *     not checked, and put back to this state at every start
 * @param clock what time it is, for timestamps and ages
 */
public record EmbeddedApiOptions(
    Path home, int port, List<Admission> admissions, List<ObjectNode> definitions, Clock clock) {
  /** Copies the lists. */
  public EmbeddedApiOptions {
    admissions = List.copyOf(admissions);
    definitions = List.copyOf(definitions);
  }

  /** An API without reviewers. */
  public static EmbeddedApiOptions in(Path home) {
    return new EmbeddedApiOptions(home, 0, List.of(), List.of(), Clock.systemUTC());
  }

  /** The same with a port. */
  public EmbeddedApiOptions withPort(int other) {
    return new EmbeddedApiOptions(home, other, admissions, definitions, clock);
  }

  /** The same with reviewers. */
  public EmbeddedApiOptions withAdmissions(List<Admission> others) {
    return new EmbeddedApiOptions(home, port, others, definitions, clock);
  }

  /** The same with definitions. */
  public EmbeddedApiOptions withDefinitions(List<ObjectNode> others) {
    return new EmbeddedApiOptions(home, port, admissions, others, clock);
  }

  /** The same with a clock. */
  public EmbeddedApiOptions withClock(Clock other) {
    return new EmbeddedApiOptions(home, port, admissions, definitions, other);
  }
}
