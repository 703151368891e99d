package dev.tenon.camel.state;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** A network between a client and a server that can fail. */
final class TcpProxy implements AutoCloseable {
  private final ServerSocket listening;
  private final int target;
  private final Set<Socket> sockets = ConcurrentHashMap.newKeySet();
  private volatile boolean cut;
  private volatile boolean silent;

  TcpProxy(int target) throws IOException {
    this.target = target;
    this.listening = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    thread(this::accept);
  }

  int port() {
    return listening.getLocalPort();
  }

  /** Ends all connections and takes no new ones. */
  void cut() {
    cut = true;
    sockets.forEach(TcpProxy::close);
    sockets.clear();
  }

  /** Lets nothing through any more, as a network without a route. */
  void silence() {
    silent = true;
  }

  void mend() {
    cut = false;
    silent = false;
  }

  private void accept() {
    while (!listening.isClosed()) {
      try {
        Socket client = listening.accept();
        if (cut) {
          close(client);
          continue;
        }
        Socket server = new Socket(InetAddress.getLoopbackAddress(), target);
        sockets.add(client);
        sockets.add(server);
        thread(() -> copy(client, server));
        thread(() -> copy(server, client));
      } catch (IOException e) {
        // closed
        continue;
      }
    }
  }

  private void copy(Socket from, Socket to) {
    byte[] bytes = new byte[8192];
    try {
      InputStream in = from.getInputStream();
      OutputStream out = to.getOutputStream();
      for (int n = in.read(bytes); n >= 0; n = in.read(bytes)) {
        if (!silent) {
          out.write(bytes, 0, n);
        }
      }
    } catch (IOException e) {
      // both ends go together
    }
    close(from);
    close(to);
  }

  private static void thread(Runnable task) {
    Thread thread = new Thread(task, "tcp-proxy");
    thread.setDaemon(true);
    thread.start();
  }

  private static void close(Socket socket) {
    try {
      socket.close();
    } catch (IOException e) {
      // it is closed
      return;
    }
  }

  @Override
  public void close() throws IOException {
    cut();
    listening.close();
  }
}
