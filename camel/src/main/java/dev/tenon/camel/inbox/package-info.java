/** {@code inbox:NAME}: durable hand-over between routes of an integration. */
package dev.tenon.camel.inbox;
