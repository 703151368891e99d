package dev.tenon.plan.allowed;

import java.util.Map;

/**
 * A step that routes may use, and what its fields hold.
 *
 * @param shorthand what the step holds when it is written as a bare text; {@link Content#NONE}
 *     where that is not allowed
 * @param expression whether it holds an expression
 */
record Element(Map<String, Content> fields, Content shorthand, boolean expression) {

  /** What a field holds. */
  enum Content {
    /** Nothing: it may not be there. */
    NONE,
    /** A literal text, number or boolean. */
    LITERAL,
    /** A name of a header or variable. */
    NAME,
    /** A text that Camel reads as Simple. */
    SIMPLE,
    /** The URI of an endpoint. */
    URI,
    /** Options of the endpoint beside it. */
    PARAMETERS,
    /** A list of steps. */
    STEPS,
    /** A list of objects, each with a condition and steps. */
    WHENS,
    /** An object with steps. */
    BLOCK,
    /** A list of objects with a name and an expression. */
    NAMED_EXPRESSIONS,
    /** A list of catches. */
    CATCHES,
    /** A data format's options. */
    JSON_FORMAT,
    /** A data format's options. */
    CSV_FORMAT,
    /** A data format's options. */
    BASE64_FORMAT,
    /** The name of a type that bodies may be converted to. */
    BODY_TYPE
  }
}
