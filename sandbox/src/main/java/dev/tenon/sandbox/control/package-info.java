/** What people and tests work a sandbox with: a page and a few calls. */
package dev.tenon.sandbox.control;
