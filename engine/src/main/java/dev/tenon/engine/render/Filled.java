package dev.tenon.engine.render;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;

/**
 * Routes with their parameters filled in, and the endpoints of ours that were taken out of them.
 */
record Filled(JsonNode routes, List<RawCall> calls, Sources sources) {}
