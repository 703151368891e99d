package dev.tenon.sandbox.webhook;

import dev.tenon.sandbox.http.Loop;
import io.netty.bootstrap.Bootstrap;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.channel.socket.SocketChannel;
import io.netty.channel.socket.nio.NioSocketChannel;
import io.netty.handler.codec.http.DefaultFullHttpRequest;
import io.netty.handler.codec.http.HttpClientCodec;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpObject;
import io.netty.handler.codec.http.HttpResponse;
import io.netty.handler.codec.http.HttpUtil;
import io.netty.handler.codec.http.HttpVersion;
import io.netty.handler.codec.http.LastHttpContent;
import io.netty.handler.ssl.SslContext;
import io.netty.handler.ssl.SslContextBuilder;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import javax.net.ssl.SSLException;

/**
 * Posts events: keeps connections open and uses each for one request at a time, bounds them, and
 * waits in line beyond that. Nothing is sent twice by itself. Of one loop's thread alone, which is
 * not the one that answers.
 */
final class Courier {
  /** What the caller waits for. */
  private static final class Parcel {
    final URI url;
    final Map<String, String> headers;
    final byte[] body;
    final long deadline;
    final Consumer<Reply> done;

    Parcel(URI url, Map<String, String> headers, byte[] body, long deadline, Consumer<Reply> done) {
      this.url = url;
      this.headers = headers;
      this.body = body;
      this.deadline = deadline;
      this.done = done;
    }
  }

  /** Connections to one host and port. */
  private static final class Target {
    final ArrayDeque<Channel> idle = new ArrayDeque<>();
    final ArrayDeque<Parcel> waiting = new ArrayDeque<>();
    int open;
  }

  private final Loop loop;
  private final Map<String, Target> targets = new HashMap<>();
  private final Set<Line> lines = new HashSet<>();
  private int most = 64;
  private SslContext tls;

  Courier(Loop loop) {
    this.loop = loop;
    loop.every(Duration.ofMillis(50), this::sweep);
  }

  /** How many connections to one target there may be. */
  void most(int connections) {
    most = connections;
  }

  /** Posts, and says in the end what came of it; on the loop's thread, too. */
  void post(
      URI url, Map<String, String> headers, byte[] body, Duration timeout, Consumer<Reply> done) {
    Parcel parcel = new Parcel(url, headers, body, System.nanoTime() + timeout.toNanos(), done);
    Target target =
        targets.computeIfAbsent(url.getScheme() + "://" + url.getAuthority(), key -> new Target());
    target.waiting.add(parcel);
    next(target);
  }

  /** How many requests wait for a connection or an answer. */
  int pending() {
    return lines.stream().mapToInt(line -> line.parcel == null ? 0 : 1).sum()
        + targets.values().stream().mapToInt(target -> target.waiting.size()).sum();
  }

  private void next(Target target) {
    while (!target.waiting.isEmpty()) {
      Channel channel = target.idle.pollLast();
      if (channel != null && channel.isActive()) {
        channel.pipeline().get(Line.class).send(target.waiting.poll());
      } else if (channel == null) {
        if (target.open >= most) {
          return;
        }
        connect(target, target.waiting.poll());
      }
    }
  }

  private void connect(Target target, Parcel parcel) {
    target.open++;
    boolean secure = "https".equals(parcel.url.getScheme());
    int port = parcel.url.getPort() > 0 ? parcel.url.getPort() : secure ? 443 : 80;
    Line line = new Line(target, parcel);
    new Bootstrap()
        .group(loop.group())
        .channel(NioSocketChannel.class)
        .option(ChannelOption.TCP_NODELAY, true)
        .option(ChannelOption.CONNECT_TIMEOUT_MILLIS, 10_000)
        .handler(
            new ChannelInitializer<SocketChannel>() {
              @Override
              protected void initChannel(SocketChannel channel) throws SSLException {
                if (secure) {
                  channel
                      .pipeline()
                      .addLast(tls().newHandler(channel.alloc(), parcel.url.getHost(), port));
                }
                channel.pipeline().addLast(new HttpClientCodec(), line);
              }
            })
        .connect(parcel.url.getHost().replaceAll("^\\[|]$", ""), port)
        .addListener(
            connected -> {
              if (!connected.isSuccess()) {
                target.open--;
                parcel.done.accept(new Reply(0, "refused"));
                next(target);
              }
            });
  }

  private SslContext tls() throws SSLException {
    if (tls == null) {
      tls = SslContextBuilder.forClient().build();
    }
    return tls;
  }

  private void sweep() {
    long now = System.nanoTime();
    for (Line line : List.copyOf(lines)) {
      if (line.parcel != null && now > line.parcel.deadline) {
        line.end(new Reply(0, "timeout"));
      }
    }
    for (Target target : targets.values()) {
      while (!target.waiting.isEmpty() && now > target.waiting.peek().deadline) {
        target.waiting.poll().done.accept(new Reply(0, "timeout"));
      }
    }
  }

  /** One connection. */
  private final class Line extends SimpleChannelInboundHandler<HttpObject> {
    private final Target target;
    private Parcel parcel;
    private ChannelHandlerContext context;
    private HttpResponse response;

    Line(Target target, Parcel first) {
      this.target = target;
      this.parcel = first;
    }

    @Override
    public void channelActive(ChannelHandlerContext ctx) {
      context = ctx;
      lines.add(this);
      send(parcel);
    }

    void send(Parcel next) {
      parcel = next;
      String path = next.url.getRawPath().isEmpty() ? "/" : next.url.getRawPath();
      String query = next.url.getRawQuery() == null ? "" : "?" + next.url.getRawQuery();
      DefaultFullHttpRequest request =
          new DefaultFullHttpRequest(
              HttpVersion.HTTP_1_1,
              HttpMethod.POST,
              path + query,
              Unpooled.wrappedBuffer(next.body));
      request.headers().set("Host", next.url.getAuthority());
      request.headers().set("Content-Length", next.body.length);
      next.headers.forEach(request.headers()::set);
      context.writeAndFlush(request);
    }

    @Override
    protected void channelRead0(ChannelHandlerContext ctx, HttpObject part) {
      if (part instanceof HttpResponse head) {
        response = head;
      }
      if (part instanceof LastHttpContent && response != null && response.status().code() >= 200) {
        Parcel done = parcel;
        boolean readable = response.decoderResult().isSuccess() && part.decoderResult().isSuccess();
        boolean keep = HttpUtil.isKeepAlive(response) && readable;
        Reply reply = readable ? new Reply(response.status().code(), "") : new Reply(0, "garbled");
        response = null;
        parcel = null;
        if (keep) {
          target.idle.add(ctx.channel());
        } else {
          ctx.close();
        }
        if (done != null) {
          done.done.accept(reply);
        }
        next(target);
      }
    }

    void end(Reply reply) {
      Parcel done = parcel;
      parcel = null;
      if (context != null) {
        context.close();
      }
      if (done != null) {
        done.done.accept(reply);
      }
    }

    @Override
    public void channelInactive(ChannelHandlerContext ctx) {
      target.open--;
      target.idle.remove(ctx.channel());
      lines.remove(this);
      end(new Reply(0, "closed"));
      next(target);
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
      ctx.close();
    }
  }

  /** Ends what is under way. */
  void close() {
    targets.values().forEach(target -> target.waiting.clear());
    List.copyOf(lines).forEach(line -> line.end(new Reply(0, "closed")));
  }
}
