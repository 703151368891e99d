/** The one place that writes status and sends events. */
package dev.tenon.operator.status;
