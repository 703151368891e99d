package dev.tenon.operator.admission;

/** How an API server is told to ask. */
public final class WebhookConfiguration {
  /** The name in refusals. */
  public static final String NAME = "admission.tenon.dev";

  private WebhookConfiguration() {}
}
