/** {@code events:NAME}: a System's signed events, and one file for each way to sign. */
package dev.tenon.camel.events;
