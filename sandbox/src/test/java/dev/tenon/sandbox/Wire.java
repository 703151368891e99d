package dev.tenon.sandbox;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** A bare socket, for what an HTTP client would hide. */
final class Wire implements AutoCloseable {
  private final Socket socket;

  /** How a read ended. */
  enum End {
    CLOSED,
    RESET
  }

  /** What came, when each piece of it came, and how it ended. */
  record Read(String text, List<Instant> pieces, End end) {}

  Wire(URI uri) throws IOException {
    socket = new Socket();
    socket.setSoTimeout(30_000);
    socket.setTcpNoDelay(true);
    socket.connect(new InetSocketAddress(uri.getHost(), uri.getPort()), 20_000);
  }

  Wire send(String text) throws IOException {
    socket.getOutputStream().write(text.getBytes(StandardCharsets.ISO_8859_1));
    socket.getOutputStream().flush();
    return this;
  }

  Socket socket() {
    return socket;
  }

  /** Reads one response with Content-Length, and not beyond it. */
  String response() throws IOException {
    StringBuilder head = new StringBuilder();
    InputStream in = socket.getInputStream();
    while (!head.toString().endsWith("\r\n\r\n")) {
      int b = in.read();
      if (b < 0) {
        return head.toString();
      }
      head.append((char) b);
    }
    int at = head.toString().toLowerCase(java.util.Locale.ROOT).indexOf("content-length: ");
    int length = at < 0 ? 0 : Integer.parseInt(head.substring(at + 16, head.indexOf("\r", at)));
    return head + new String(in.readNBytes(length), StandardCharsets.UTF_8);
  }

  /** Reads until the other side ends it. */
  Read readAll() throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    List<Instant> pieces = new ArrayList<>();
    byte[] buffer = new byte[1 << 16];
    try {
      for (int n; (n = socket.getInputStream().read(buffer)) >= 0; ) {
        bytes.write(buffer, 0, n);
        pieces.add(Instant.now());
      }
      return new Read(bytes.toString(StandardCharsets.UTF_8), pieces, End.CLOSED);
    } catch (java.net.SocketException e) {
      return new Read(bytes.toString(StandardCharsets.UTF_8), pieces, End.RESET);
    }
  }

  Wire timeout(Duration timeout) throws IOException {
    socket.setSoTimeout((int) timeout.toMillis());
    return this;
  }

  @Override
  public void close() throws IOException {
    socket.close();
  }
}
