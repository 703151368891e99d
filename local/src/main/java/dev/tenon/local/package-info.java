/**
 * A control plane on a laptop: an API, the operator and a runtime in one process, and their state
 * in one folder.
 */
package dev.tenon.local;
