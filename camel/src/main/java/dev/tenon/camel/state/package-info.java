/**
 * What must survive a crash: messages, checkpoints, permits, tokens, leases. One SQL schema with
 * migrations, on an H2 file or on PostgreSQL. All of it is kept apart by integration.
 */
package dev.tenon.camel.state;
