/**
 * What the tests of several modules need: a real API server. Published as this module's test jar.
 */
package dev.tenon.testing;
