/**
 * Rules for every object: names, labels, annotations, owners, and what an update may not change.
 */
package dev.tenon.local.api.validation;
