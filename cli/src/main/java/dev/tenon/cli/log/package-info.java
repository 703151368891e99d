/**
 * Where log lines go: all to a file, warnings to standard error, stack traces to the file alone.
 */
package dev.tenon.cli.log;
