/**
 * The component {@code system}: {@code system:NAME?call=CALL} calls a System, or polls it, with
 * everything that keeps a vendor's bad day from becoming ours.
 *
 * <p>What a call promises:
 *
 * <ul>
 *   <li>Each attempt takes a permit of every limit, then a slot, then the circuit breaker's leave,
 *       and then makes exactly one request, which ends within {@code timeout} as a whole. Permits
 *       are written before they are used; what is taken and not used is given back.
 *   <li>It ends in one of three ways. Done: the answer is the body. {@link
 *       dev.tenon.camel.SystemUnavailable}: it may succeed later. {@link
 *       dev.tenon.camel.RequestRefused}: it never will. In the latter two body and headers are what
 *       they were, and nothing that comes late can change them.
 *   <li>Attempts in place follow connection failures, timeouts, 408, 429 and 5xx, whatever the
 *       method: every request but GET and HEAD carries an {@code Idempotency-Key}, the same in each
 *       attempt and in each delivery of a stored message. A vendor that does not honour it may see
 *       a write twice, as with any delivery that is at least once; write so that it does not
 *       matter, or set {@code retry.maxAttempts} to 1, which makes it rarer.
 *   <li>No message shows a body, a header's value or a Secret's.
 * </ul>
 *
 * <p>What a poll promises: all pages, each item handed on once it is there, the checkpoint after
 * the pass (after each page where the System sorts), one replica at a time, nothing repeated that
 * has a key. See {@link dev.tenon.camel.system.poll.Poller}.
 */
package dev.tenon.camel.system;
