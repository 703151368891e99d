/** What {@code tenon operator} has around the reconcilers: its port for those who look after it. */
package dev.tenon.cli.operator;
