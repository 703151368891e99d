package dev.tenon.sandbox.vendor;

/** How a vendor that is stopped behaves. */
public enum Stop {
  /** Every request is answered 503. */
  Unavailable,
  /** Connections are refused; only for a vendor with a port of its own. */
  Refused,
  /** Connections are reset as soon as a request comes. */
  Reset,
  /** Requests are read and never answered. */
  Silent
}
