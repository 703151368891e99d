/**
 * Is a change allowed? The same answer, byte for byte, for a pull request, for a dry run and in a
 * cluster.
 *
 * <p>{@link dev.tenon.engine.review.Review} is the way in. Make one with the renderer that makes
 * plans, and keep it: it is immutable, safe for threads, and keeps what it compiled. Its policies
 * are those of the estate that it is given. Ask {@code review.policies().compiled(policy)} for each
 * when it arrives, and no change waits for a compiler.
 *
 * <pre>{@code
 * Review review = Review.with(Renderer.with(schemes));
 *
 * // files: all of them in the estate, each a create, or an update of what the cluster has
 * review.of(Change.create(object), estate, ledger, Occasion.Check, now);
 *
 * // admission: ask the API server for change.rights() first
 * review.of(Change.update(before, after).by(new Actor(name, groups, rights)), estate, ledger, Occasion.Admission, now);
 *
 * // the operator, of what is declared: nothing was there before while nothing has run
 * review.of(runs ? Change.none(it) : Change.create(it), rendering, estate, ledger, Occasion.Background, now);
 * }</pre>
 *
 * <p>A {@link dev.tenon.engine.review.Verdict} has all problems in one order; {@code allows()} is
 * the answer, {@code ProblemText} its words. {@code until()} is when to ask again although nothing
 * changed, {@code audit()} what belongs into an audit log.
 *
 * <p>What denies, and what only warns, in this order:
 *
 * <ol>
 *   <li>An object that is being deleted is let go.
 *   <li>A rule or policy finds a problem. A policy's action counts, from its effectiveDate on.
 *   <li>A violation that an update does not touch and that was there before only warns, unless the
 *       policy says otherwise, or a Waiver let it pass until it expired.
 *   <li>An update that leaves the spec alone is never refused, and one that does nothing but mend
 *       is not refused because of a day.
 *   <li>A broken glass lets pass what days and budgets refuse.
 *   <li>{@link dev.tenon.engine.review.Enforcement#Warn} lets everything pass with a warning.
 *   <li>A Waiver in force lets a denial pass, and it is recorded as one.
 * </ol>
 */
package dev.tenon.engine.review;
