/**
 * HTTP requests, one at a time and nothing by itself: no retry, no redirect, no cookie, and an end
 * to everything within the time that was given.
 */
package dev.tenon.camel.system.transport;
