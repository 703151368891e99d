/** What integrations cost that do nothing. */
package dev.tenon.bench.idle;
