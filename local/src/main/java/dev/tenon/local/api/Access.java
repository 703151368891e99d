package dev.tenon.local.api;

/**
 * What a client needs to be let in, as the kubeconfig says it.
 *
 * @param server the address of the API
 * @param token of its only user; not printed
 * @param authority the certificate, PEM, that has signed the server's
 */
public record Access(String server, String token, String authority) {
  @Override
  public String toString() {
    return "access to " + server;
  }
}
