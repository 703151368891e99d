/**
 * {@code tenon up}: a control plane on this machine, the manifests that are applied to it, and what
 * becomes of them.
 */
package dev.tenon.cli.up;
