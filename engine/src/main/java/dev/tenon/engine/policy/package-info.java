/**
 * Rules that an organisation writes: policies, compiled and type-checked against the schemas of the
 * kinds that they are about, and the Waivers that let them pass.
 *
 * <p>{@link dev.tenon.engine.policy.Policies} is the way in; whoever reviews a change asks {@code
 * dev.tenon.engine.review.Review}, which asks it.
 */
package dev.tenon.engine.policy;
