package dev.tenon.plan.allowed;

/**
 * What Camel does with a text at a place in routes. Whoever fills a text in must know it: the same
 * text is a constant here and a program there.
 */
public enum Slot {
  /** A field's value: an id, a level, an option of a language or a data format. */
  FIELD,
  /** The name of a header or a variable. */
  NAME,
  /** Text that Camel reads as Simple, such as a log message. */
  MESSAGE,
  /** The URI of an endpoint. */
  ENDPOINT,
  /** The value of an option beside the URI of a stock endpoint. */
  OPTION,
  /** A jq program. */
  JQ,
  /** A constant: the text itself. */
  CONSTANT,
  /** A program in any other language, or a URI that is computed. */
  CODE
}
