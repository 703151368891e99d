/**
 * The kinds of {@code tenon.dev/v1alpha1} as Java values.
 *
 * <p>Specs and statuses are records: immutable, compared by value, without nulls as long as they
 * were read from something that the CRD's schema accepts. What may be absent is an {@code
 * Optional}; lists and maps are never null and cannot be changed; a field with a default has it,
 * whether an API server filled it in or not. Days are {@code LocalDate} (UTC), instants {@code
 * Instant}, durations {@code java.time.Duration}. Fields that this version does not know are
 * ignored, so that an older program can read what a newer one wrote.
 *
 * <p>The annotations on the components are the only source of the CRDs in {@code crds/generated}
 * and of the pages in {@code docs/reference}.
 */
package dev.tenon.api.v1alpha1;
