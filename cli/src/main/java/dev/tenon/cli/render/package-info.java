/** Prints the routes that declarations become. */
package dev.tenon.cli.render;
