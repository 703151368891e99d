/**
 * The component {@code system}: {@code system:NAME?call=CALL} calls a System, or polls it, with
 * everything that keeps a vendor's bad day from becoming ours.
 */
package dev.tenon.camel.system;
