package dev.tenon.engine.review.rules;

import dev.tenon.api.v1alpha1.Claim;
import dev.tenon.api.v1alpha1.Integration;
import dev.tenon.api.v1alpha1.Limit;
import dev.tenon.engine.change.Subject;
import dev.tenon.engine.schema.FieldPath;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** What the rules about claims share. */
final class Claims {
  private Claims() {}

  /** Whether an integration claims anything: what does not run needs no quota. */
  static boolean claims(Integration integration) {
    return integration.spec().stage().runs();
  }

  /** Something of each claim and the field that holds it. */
  static <T> Stream<T> each(Integration integration, BiFunction<FieldPath, Claim, Stream<T>> of) {
    return IntStream.range(0, integration.spec().claims().size())
        .boxed()
        .flatMap(
            i ->
                of.apply(FieldPath.of("spec.claims").index(i), integration.spec().claims().get(i)));
  }

  /** The limit that a claim names, if there are such a System and such a limit. */
  static Optional<Limit> limit(Subject subject, Claim claim) {
    return subject
        .estate()
        .system(claim.system())
        .flatMap(
            system ->
                system.spec().limits().stream()
                    .filter(limit -> limit.name().equals(claim.limit()))
                    .findFirst());
  }
}
