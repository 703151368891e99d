/**
 * What is shown of running integrations: rows out of a watch, and a table on a terminal or lines
 * where there is none.
 */
package dev.tenon.cli.board;
