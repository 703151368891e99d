/** Messages through one process: how many, and how fast each. */
package dev.tenon.bench.flow;
