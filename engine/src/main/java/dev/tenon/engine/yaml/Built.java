package dev.tenon.engine.yaml;

import com.fasterxml.jackson.databind.JsonNode;

/**
 * A value that was read, and where it stands.
 *
 * @param size how many values it is made of, with itself
 * @param height how many mappings and lists are inside of each other in it
 */
record Built(JsonNode json, Located at, int size, int height) {}
