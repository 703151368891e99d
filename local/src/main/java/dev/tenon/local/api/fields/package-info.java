/**
 * Who owns which field: sets of fields, comparing and merging by the shape of a kind, and the
 * {@code managedFields} that follow from it for updates and for server-side apply. It behaves as
 * sigs.k8s.io/structured-merge-diff and k8s.io/apimachinery's managedfields do.
 */
package dev.tenon.local.api.fields;
