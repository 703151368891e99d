package dev.tenon.camel.state;

import dev.tenon.plan.Ref;

/** One inbox of one integration. */
public record Inbox(Ref integration, String name) {
  /** {@code namespace/integration/inbox}. */
  @Override
  public String toString() {
    return integration.path() + "/" + name;
  }
}
