/** Watches: a stream of what changes, from a resource version on. */
package dev.tenon.local.api.watch;
