/** The rules that are built in, because an expression could not state them: one file each. */
package dev.tenon.engine.review.rules;
