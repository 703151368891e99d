/** What a check found, for people and for other programs; one file a format. */
package dev.tenon.cli.check.format;
