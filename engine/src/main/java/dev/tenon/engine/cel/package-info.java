/**
 * CEL as Kubernetes has it: its libraries, its types from schemas, its values from JSON, and
 * expressions that are compiled once.
 */
package dev.tenon.engine.cel;
