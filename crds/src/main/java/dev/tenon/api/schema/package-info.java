/**
 * The vocabulary in which the API's types state their shape.
 *
 * <p>Annotations on a type's use ({@link dev.tenon.api.schema.Name}, {@link
 * dev.tenon.api.schema.Text} …) bound a string wherever it stands: in a field, a list, a map. Those
 * on a record's component ({@link dev.tenon.api.schema.Doc}, {@link dev.tenon.api.schema.Keys}) are
 * about the field. A component is required unless it is an {@code Optional}, a list, a map or has a
 * default; a list or map is required when its least size is above zero.
 */
package dev.tenon.api.schema;
