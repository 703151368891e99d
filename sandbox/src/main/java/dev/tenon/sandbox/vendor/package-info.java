/**
 * What a vendor is: who may call, how often, what it holds, what it answers, how it misbehaves, and
 * what it counted.
 */
package dev.tenon.sandbox.vendor;
