package dev.tenon.engine.problem;

import java.time.LocalDate;
import java.util.Objects;
import java.util.Optional;

/**
 * On what terms a problem may be let through.
 *
 * @param waivable whether a Waiver can let it pass
 * @param due the day from which it refuses; before it, it only warns
 * @param pass the Waiver that lets it pass, or did, or would
 */
public record Terms(Basis basis, boolean waivable, Optional<LocalDate> due, Optional<Pass> pass) {
  /** On no terms. */
  public static final Terms NONE =
      new Terms(Basis.Declaration, false, Optional.empty(), Optional.empty());

  /** Rejects nulls. */
  public Terms {
    Objects.requireNonNull(basis, "basis");
    Objects.requireNonNull(due, "due");
    Objects.requireNonNull(pass, "pass");
  }

  /** The same, on another basis. */
  public Terms on(Basis other) {
    return new Terms(other, waivable, due, pass);
  }

  /** The same, with a Waiver. */
  public Terms with(Pass one) {
    return new Terms(basis, waivable, due, Optional.of(one));
  }
}
