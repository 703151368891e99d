/**
 * What all commands share: where they read and write, when they end, and how they say what is
 * wrong.
 */
package dev.tenon.cli.console;
