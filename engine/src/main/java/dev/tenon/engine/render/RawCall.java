package dev.tenon.engine.render;

import com.fasterxml.jackson.databind.node.ObjectNode;

/**
 * An endpoint of ours with its parameters, filled in and not yet read.
 *
 * @param consumes whether it starts its route
 * @param target what stands behind the scheme
 * @param path of its URI in the rendered routes
 * @param parametersPath where its parameters would stand in the rendered routes
 */
record RawCall(
    String name,
    String route,
    boolean consumes,
    String scheme,
    String target,
    String path,
    ObjectNode parameters,
    String parametersPath) {}
