/**
 * SaaS vendors that can be started, watched and made to misbehave: for quickstarts, tests and
 * benchmarks. Nothing here knows anything of Tenon.
 */
package dev.tenon.sandbox;
