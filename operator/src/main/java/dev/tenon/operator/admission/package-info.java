/**
 * Review of writes before an API server stores them: one handler, a function of the write, the
 * estate and the time, and around it what a cluster needs to ask it.
 */
package dev.tenon.operator.admission;
