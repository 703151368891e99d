package dev.tenon.sandbox.http;

import dev.tenon.sandbox.exchange.Answer;
import dev.tenon.sandbox.exchange.Delivery;
import dev.tenon.sandbox.exchange.Outcome;
import dev.tenon.sandbox.exchange.Request;
import dev.tenon.sandbox.exchange.Service;
import dev.tenon.sandbox.exchange.Site;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.socket.ChannelInputShutdownEvent;
import io.netty.channel.socket.SocketChannel;
import io.netty.channel.socket.SocketChannelConfig;
import io.netty.handler.codec.TooLongFrameException;
import io.netty.handler.codec.http.HttpContent;
import io.netty.handler.codec.http.HttpObject;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpUtil;
import io.netty.handler.codec.http.HttpVersion;
import io.netty.handler.codec.http.LastHttpContent;
import io.netty.handler.codec.http.TooLongHttpHeaderException;
import io.netty.util.ReferenceCountUtil;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * One client's connection: puts requests together, asks the service, and sends answers in the order
 * of the requests. While an answer is on its way, what the client has sent already waits here,
 * within a bound.
 */
final class Connection extends ChannelInboundHandlerAdapter {
  private static final System.Logger LOG = System.getLogger(Connection.class.getName());
  private static final byte[] EMPTY = {};
  private static final int MAX_WAITING = 64;
  private static final Duration LINGER = Duration.ofSeconds(2);

  private final Listener listener;
  private final ArrayDeque<HttpObject> waiting = new ArrayDeque<>();
  private ChannelHandlerContext context;
  private Service service;
  private Request request;
  private byte[] body = EMPTY;
  private int length;
  private boolean keepAlive;
  private boolean discarding;
  private boolean ending;
  private boolean receiving;
  private Outcome outcome;

  /** When the request began, or the last one was answered. */
  private long since = System.nanoTime();

  Connection(Listener listener) {
    this.listener = listener;
  }

  @Override
  public void channelActive(ChannelHandlerContext ctx) {
    context = ctx;
    if (!listener.admit(this) || listener.site().find("/").service().resetsConnections()) {
      reset();
    }
  }

  @Override
  public void channelRead(ChannelHandlerContext ctx, Object message) {
    HttpObject part = (HttpObject) message;
    receiving = true;
    if (discarding) {
      ReferenceCountUtil.release(part);
    } else if (outcome != null || !waiting.isEmpty()) {
      waiting.add(part);
      if (waiting.size() > MAX_WAITING) {
        ctx.channel().config().setAutoRead(false);
      }
    } else {
      accept(part);
    }
  }

  @Override
  public void channelReadComplete(ChannelHandlerContext ctx) {
    receiving = false;
    ctx.flush();
  }

  private void accept(HttpObject part) {
    try {
      if (part.decoderResult().isFailure()) {
        refuse(part.decoderResult().cause());
        return;
      }
      if (part instanceof HttpRequest head) {
        begin(head);
      }
      if (part instanceof HttpContent content && request != null) {
        append(content.content());
        if (request != null && part instanceof LastHttpContent) {
          Request whole = request.with(length == body.length ? body : Arrays.copyOf(body, length));
          request = null;
          body = EMPTY;
          length = 0;
          answer(service.onRequest(whole), whole.method().equals("HEAD"));
        }
      }
    } catch (RuntimeException e) {
      LOG.log(System.Logger.Level.ERROR, "the sandbox failed at a request", e);
      endAfter(
          Answer.json(
              500, "{\"error\":\"the sandbox itself failed at this request; its log says why\"}"));
    } finally {
      ReferenceCountUtil.release(part);
    }
  }

  private void begin(HttpRequest head) {
    since = System.nanoTime();
    String target = head.uri();
    if (target.startsWith("http://")) { // the form for proxies, which every server has to take
      int slash = target.indexOf('/', 7);
      target = slash < 0 ? "/" : target.substring(slash);
    }
    int mark = target.indexOf('?');
    String path = mark < 0 ? target : target.substring(0, mark);
    Site.Place place = listener.site().find(path);
    service = place.service();
    keepAlive = HttpUtil.isKeepAlive(head);
    List<String> headers = new ArrayList<>();
    String host = "";
    for (var it = head.headers().iteratorAsString(); it.hasNext(); ) {
      Map.Entry<String, String> header = it.next();
      headers.add(header.getKey());
      headers.add(header.getValue());
      if (header.getKey().equalsIgnoreCase("host")) {
        host = header.getValue();
      }
    }
    String base = isHost(host) ? "http://" + host : listener.uri().toString();
    request =
        new Request(
            head.method().name(),
            path.substring(place.length()),
            mark < 0 ? "" : target.substring(mark + 1),
            headers,
            base + path.substring(0, place.length()));
    long announced = HttpUtil.getContentLength(head, 0L);
    Outcome early = service.onHeaders(request).orElse(null);
    if (early != null) {
      keepAlive &= announced == 0 && !HttpUtil.isTransferEncodingChunked(head);
      boolean bodiless = request.method().equals("HEAD");
      request = null;
      answer(early, bodiless);
    } else if (announced > listener.reading().bodyBytes()) {
      tooLarge();
    } else {
      if (HttpUtil.is100ContinueExpected(head)
          && head.protocolVersion().equals(HttpVersion.HTTP_1_1)) {
        context.writeAndFlush(
            Unpooled.copiedBuffer("HTTP/1.1 100 Continue\r\n\r\n", StandardCharsets.US_ASCII));
      }
      body = announced > 0 ? new byte[(int) announced] : EMPTY;
    }
  }

  private static boolean isHost(String host) {
    for (int i = 0; i < host.length(); i++) {
      char c = host.charAt(i);
      if (!(c >= 'a' && c <= 'z'
          || c >= '0' && c <= '9'
          || c >= 'A' && c <= 'Z'
          || ".:-_[]".indexOf(c) >= 0)) {
        return false;
      }
    }
    return !host.isEmpty() && host.length() < 256;
  }

  private void append(ByteBuf bytes) {
    int more = bytes.readableBytes();
    if (length + more > listener.reading().bodyBytes()) {
      tooLarge();
      return;
    }
    if (length + more > body.length) {
      body =
          Arrays.copyOf(
              body,
              Math.max(length + more, Math.min(body.length * 2, listener.reading().bodyBytes())));
    }
    bytes.readBytes(body, length, more);
    length += more;
  }

  private void tooLarge() {
    Outcome refusal = service.onTooLarge(request);
    keepAlive = false;
    ending = true;
    request = null;
    answer(refusal, false);
  }

  private void refuse(Throwable cause) {
    int status =
        cause instanceof TooLongHttpHeaderException
            ? 431
            : cause instanceof TooLongFrameException ? 414 : 400;
    endAfter(Answer.json(status, "{\"error\":\"this is no HTTP request that can be read\"}"));
  }

  private void endAfter(Answer answer) {
    keepAlive = false;
    ending = true;
    request = null;
    answer(Outcome.of(answer), false);
  }

  private void answer(Outcome next, boolean bodiless) {
    outcome = next;
    if (next.delay().isZero()) {
      transmit(bodiless);
    } else {
      context
          .executor()
          .schedule(() -> transmit(bodiless), next.delay().toNanos(), TimeUnit.NANOSECONDS);
    }
  }

  private void transmit(boolean bodiless) {
    if (outcome != null && context.channel().isActive()) {
      new Transmission(context, outcome, keepAlive, bodiless, listener.date(), this::sent).start();
      if (!receiving) {
        context.flush();
      }
    }
  }

  /** The answer is out. */
  private void sent(boolean open) {
    over();
    if (!open) {
      discarding = true; // the connection is being cut; what comes in no longer matters
    } else if (ending) {
      lingerAndClose();
    } else if (!keepAlive) {
      context.writeAndFlush(Unpooled.EMPTY_BUFFER).addListener(done -> context.close());
    } else {
      drain();
    }
  }

  private void drain() {
    while (outcome == null && !discarding && !waiting.isEmpty()) {
      accept(waiting.poll());
    }
    if (waiting.size() <= MAX_WAITING / 2 && context.channel().isActive()) {
      context.channel().config().setAutoRead(true);
    }
  }

  /** Ends without a reset that would destroy the answer while the client still sends. */
  private void lingerAndClose() {
    discarding = true;
    waiting.forEach(ReferenceCountUtil::release);
    waiting.clear();
    context.flush();
    ((SocketChannel) context.channel()).shutdownOutput();
    context.channel().config().setAutoRead(true);
    context.executor().schedule(() -> context.close(), LINGER.toNanos(), TimeUnit.NANOSECONDS);
  }

  private void over() {
    if (outcome != null) {
      Runnable ended = outcome.ended();
      outcome = null;
      since = System.nanoTime();
      ended.run();
    }
  }

  /** Ends the connection with RST. */
  void reset() {
    reset(context.channel());
  }

  /** Ends a connection with RST: the kernel sends one when nothing lingers. */
  static void reset(Channel channel) {
    if (channel.isOpen()) {
      ((SocketChannelConfig) channel.config()).setSoLinger(0);
      channel.close();
    }
  }

  /**
   * Ends a connection whose request does not come to an end, or that has asked nothing for long.
   */
  void closeIfStale(long now) {
    if (outcome == null) {
      boolean partial = request != null;
      Duration bound = partial ? listener.reading().patience() : listener.reading().idle();
      if (now - since > bound.toNanos()) {
        context.close();
      }
    }
  }

  @Override
  public void userEventTriggered(ChannelHandlerContext ctx, Object event) {
    if (event instanceof ChannelInputShutdownEvent) {
      boolean mute = outcome != null && !(outcome.delivery() instanceof Delivery.Whole);
      if (outcome == null || mute) {
        ctx.close();
      } else {
        keepAlive = false;
      }
    }
  }

  @Override
  public void channelInactive(ChannelHandlerContext ctx) {
    listener.connections().remove(this);
    waiting.forEach(ReferenceCountUtil::release);
    waiting.clear();
    over();
  }

  @Override
  public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
    ctx.close(); // a client that is gone, which is its right
  }
}
