/** Who may use how much of a System's limits. */
package dev.tenon.engine.quota;
