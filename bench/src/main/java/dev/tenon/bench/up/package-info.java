/** The whole control plane, measured from outside as a user sees it. */
package dev.tenon.bench.up;
