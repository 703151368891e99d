package dev.tenon.camel.state;

import dev.tenon.plan.Ref;
import java.util.Optional;

/** How far each poll has read. */
public interface Checkpoints {
  /** The checkpoint of a call as it was last written: JSON, text or number. */
  Optional<String> read(Ref integration, String call);

  /** Writes the checkpoint of a call. */
  void write(Ref integration, String call, String json);
}
