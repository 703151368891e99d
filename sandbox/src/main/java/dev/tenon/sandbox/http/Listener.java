package dev.tenon.sandbox.http;

import dev.tenon.sandbox.exchange.Site;
import io.netty.bootstrap.ServerBootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.socket.SocketChannel;
import io.netty.channel.socket.nio.NioServerSocketChannel;
import io.netty.handler.codec.http.HttpDecoderConfig;
import io.netty.handler.codec.http.HttpRequestDecoder;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.net.URI;
import java.nio.channels.ServerSocketChannel;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicLong;

/**
 * A port that listens and can stop and start doing so. While it refuses, the port stays reserved,
 * so that it is there again afterwards, whatever other programs do.
 */
public final class Listener implements AutoCloseable {
  /** Bounds of the request line and of all headers, in bytes; as common servers have them. */
  private static final int MAX_LINE = 8192;

  private static final int MAX_HEADERS = 32 << 10;

  /** Connections that the kernel holds until they are taken. */
  private static final int BACKLOG = 1024;

  private final Loop loop;
  private final Site site;
  private final Reading reading;
  private final InetSocketAddress address;
  private final Set<Connection> connections = ConcurrentHashMap.newKeySet();
  private final AtomicLong made = new AtomicLong();
  private final Future<?> sweep;
  private Channel server;
  private java.nio.channels.SocketChannel reserved;
  private long dateSecond;
  private String date = "";

  /**
   * Starts listening.
   *
   * @param port 0 for any free one
   * @throws UncheckedIOException if it is taken or not allowed
   */
  public Listener(Loop loop, String host, int port, Site site, Reading reading) {
    this.loop = loop;
    this.site = site;
    this.reading = reading;
    this.server = loop.call(() -> bind(new InetSocketAddress(host, port)));
    this.address = (InetSocketAddress) server.localAddress();
    this.sweep = loop.every(Duration.ofSeconds(1), this::sweep);
  }

  /**
   * Binds at once, so that a taken port is known here and the kernel takes connections from now on.
   */
  private Channel bind(InetSocketAddress to) {
    ServerSocketChannel socket;
    try {
      socket = ServerSocketChannel.open();
      socket.setOption(StandardSocketOptions.SO_REUSEADDR, true);
      socket.bind(to, BACKLOG);
    } catch (IOException e) {
      throw new UncheckedIOException(
          "cannot listen on %s:%d (%s); name another port, or 0 for any free one"
              .formatted(to.getHostString(), to.getPort(), e.getMessage()),
          e);
    }
    return new ServerBootstrap()
        .group(loop.group())
        .channelFactory(() -> new NioServerSocketChannel(socket))
        .childOption(ChannelOption.TCP_NODELAY, true)
        .childOption(ChannelOption.ALLOW_HALF_CLOSURE, true)
        .childHandler(
            new ChannelInitializer<SocketChannel>() {
              @Override
              protected void initChannel(SocketChannel channel) {
                HttpDecoderConfig bounds =
                    new HttpDecoderConfig()
                        .setMaxInitialLineLength(MAX_LINE)
                        .setMaxHeaderSize(MAX_HEADERS);
                channel
                    .pipeline()
                    .addLast(new HttpRequestDecoder(bounds), new Connection(Listener.this));
              }
            })
        .register()
        .channel();
  }

  /** Where clients on this machine reach it: scheme, host and port, without a final slash. */
  public URI uri() {
    InetAddress host = address.getAddress();
    String name = host.isAnyLocalAddress() ? "127.0.0.1" : host.getHostAddress();
    return URI.create(
        "http://" + (name.contains(":") ? "[" + name + "]" : name) + ":" + address.getPort());
  }

  /** The port. */
  public int port() {
    return address.getPort();
  }

  /** Whether it listens on loopback alone. */
  public boolean isLocal() {
    return address.getAddress().isLoopbackAddress();
  }

  /** Whether connections are refused at present. */
  public boolean refuses() {
    return server == null;
  }

  /**
   * Stops listening and resets every connection; clients see "connection refused". Only on the
   * loop's thread.
   *
   * @return done when connections are refused, which is a moment later
   */
  public CompletableFuture<Void> refuse() {
    CompletableFuture<Void> done = new CompletableFuture<>();
    if (server == null) {
      done.complete(null);
    } else {
      server.close();
      server = null;
      resetAll();
      reserve(done);
    }
    return done;
  }

  /**
   * Binds without listening: a connect is refused, and nobody else gets the port. The JDK closes at
   * its next select, so it is tried until then.
   */
  private void reserve(CompletableFuture<Void> done) {
    java.nio.channels.SocketChannel place = null;
    try {
      place = java.nio.channels.SocketChannel.open();
      place.setOption(StandardSocketOptions.SO_REUSEADDR, true);
      place.bind(address);
      if (server == null) {
        reserved = place;
      } else {
        close(place); // listening again meanwhile
      }
      done.complete(null);
    } catch (IOException e) {
      close(place);
      if (server == null) {
        loop.after(Duration.ofMillis(1), () -> reserve(done));
      } else {
        done.complete(null);
      }
    }
  }

  /** Listens again, on the same port. Only on the loop's thread. */
  public void listen() {
    if (server == null) {
      close(reserved);
      reserved = null;
      server = bind(address);
    }
  }

  private static void close(java.nio.channels.SocketChannel place) {
    try {
      if (place != null) {
        place.close();
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Resets every open connection. Only on the loop's thread. */
  public void resetAll() {
    List.copyOf(connections).forEach(Connection::reset);
  }

  /** How many connections were ever made. */
  public long made() {
    return made.get();
  }

  /** Counts a connection, if there may be one more. */
  boolean admit(Connection connection) {
    made.incrementAndGet();
    return connections.size() < reading.connections() && connections.add(connection);
  }

  /** How many connections are open. */
  public int open() {
    return connections.size();
  }

  Site site() {
    return site;
  }

  Reading reading() {
    return reading;
  }

  Set<Connection> connections() {
    return connections;
  }

  /** The Date header's value, made once a second. */
  String date() {
    long now = System.currentTimeMillis() / 1000;
    if (now != dateSecond) {
      dateSecond = now;
      date =
          DateTimeFormatter.RFC_1123_DATE_TIME.format(
              Instant.ofEpochSecond(now).atZone(ZoneOffset.UTC));
    }
    return date;
  }

  private void sweep() {
    long now = System.nanoTime();
    connections.forEach(connection -> connection.closeIfStale(now));
  }

  @Override
  public void close() {
    loop.run(
        () -> {
          sweep.cancel(false);
          if (server != null) {
            server.close();
            server = null;
          }
          close(reserved);
          reserved = null;
          resetAll();
        });
  }
}
