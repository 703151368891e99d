package dev.tenon.cli.up;

import java.io.IOException;
import java.net.BindException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;

/** Looks whether a port can be had, before anything else is done that would be in vain. */
final class PortCheck {
  private PortCheck() {}

  /**
   * Looks at a port on 127.0.0.1; nothing where it is 0.
   *
   * @throws IOException where it cannot be had; the message says what to do
   */
  static void free(int port) throws IOException {
    if (port == 0) {
      return;
    }
    try (ServerSocket socket = new ServerSocket()) {
      // one whose last connections are still fading away can be had
      socket.setReuseAddress(true);
      socket.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
    } catch (BindException e) {
      throw new IOException(
          "port "
              + port
              + " on 127.0.0.1, where routes listen, cannot be had ("
              + e.getMessage()
              + "); stop what listens there, or name another port by --port",
          e);
    }
  }
}
