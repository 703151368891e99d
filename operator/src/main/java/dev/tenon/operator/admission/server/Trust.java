package dev.tenon.operator.admission.server;

import java.security.GeneralSecurityException;

/** Keeps the identity that a server shows valid, and callers able to trust it. */
interface Trust {
  /**
   * Does what is to be done by now; called again and again.
   *
   * @throws GeneralSecurityException where there is no identity to show
   */
  void refresh() throws GeneralSecurityException;

  /** Whether an identity is shown that callers trust. */
  boolean established();
}
