/** Units of delivery that no inbox counts, what is said of failures, and what is measured. */
package dev.tenon.runner.unit;
