/** {@code timer:} without a thread for each, and with one replica that fires. */
package dev.tenon.runner.timer;
