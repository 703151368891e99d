/** From watches to the estate, and from the estate to what must be reconciled. */
package dev.tenon.operator.estate;
