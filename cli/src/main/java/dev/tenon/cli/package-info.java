/** The command line. A command is a class; what it does stands in the module that does it. */
package dev.tenon.cli;
