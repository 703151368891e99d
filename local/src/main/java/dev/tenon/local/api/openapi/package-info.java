/** The schemas of all kinds as OpenAPI documents, for {@code kubectl explain} and validation. */
package dev.tenon.local.api.openapi;
