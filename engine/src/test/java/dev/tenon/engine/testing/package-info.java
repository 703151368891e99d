/** What tests of several packages share. */
package dev.tenon.engine.testing;
