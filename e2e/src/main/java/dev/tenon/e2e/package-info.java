/** The chart in use: rendered, linted, installed, upgraded and taken away, by Helm in process. */
package dev.tenon.e2e;
