/**
 * A plan as a CamelContext: checked again, set up by hand and cheap enough that each integration
 * has one of its own.
 */
package dev.tenon.runner.context;
