/** Where plans run: a port, and what the reconcilers know of whatever is behind it. */
package dev.tenon.operator.runtime;
