/**
 * What the state of things means: from what is declared, rendered, reviewed and observed to
 * conditions and events. Pure: the same situation gives the same conditions. Each condition of an
 * Integration is one file in {@code conditions}; none reads another.
 */
package dev.tenon.engine.assess;
