/**
 * Judges manifests before anybody applies them, as admission would: what a pull request is checked
 * by.
 */
package dev.tenon.cli.check;
