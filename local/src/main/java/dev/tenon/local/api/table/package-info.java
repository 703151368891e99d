/** Objects as rows, which is what {@code kubectl get} asks for. */
package dev.tenon.local.api.table;
