/**
 * What routes may use: a list of what is allowed, never of what is forbidden. The renderer asks it
 * about what a pattern or a team wrote, and the runner asks it again about what it is given.
 */
package dev.tenon.plan.allowed;
