/** What fails in each namespace, as reports that other tools read. */
package dev.tenon.operator.report;
