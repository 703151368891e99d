/**
 * A runner as a process of its own: one plan out of a folder that is mounted and may change while
 * it runs, options by environment, health and metrics on a port apart.
 */
package dev.tenon.runner.pod;
