/**
 * Calls of Systems that speak HTTP: how a message becomes a request, and what an answer means to
 * the guard.
 */
package dev.tenon.camel.system.http;
