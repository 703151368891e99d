/**
 * What is about to happen to one object, and what rules look at: the change, who makes it, on which
 * occasion it is reviewed, and the estate around it.
 */
package dev.tenon.engine.change;
