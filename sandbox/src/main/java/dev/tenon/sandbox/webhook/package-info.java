/**
 * Events that vendors send by themselves: signed, repeated like a vendor repeats, at a constant
 * rate for load.
 */
package dev.tenon.sandbox.webhook;
