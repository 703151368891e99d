/**
 * Review of writes in process, in the place where a cluster calls validating webhooks: after the
 * schema, before the object is stored.
 */
package dev.tenon.local.api.admission;
