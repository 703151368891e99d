package dev.tenon.sandbox.http;

import dev.tenon.sandbox.exchange.Answer;
import dev.tenon.sandbox.exchange.Delivery;
import dev.tenon.sandbox.exchange.Outcome;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.socket.SocketChannel;
import io.netty.handler.codec.http.HttpResponseStatus;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/** Sends one answer, byte by byte where that is asked for. */
final class Transmission {
  private static final int CHUNK = 64 << 10;

  private final ChannelHandlerContext context;
  private final Outcome outcome;
  private final boolean keepAlive;
  private final boolean bodiless;
  private final String date;
  private final Consumer<Boolean> sent;

  /**
   * @param bodiless whether only the headers go out (HEAD)
   * @param sent called once when all is out; with whether the connection is still of use
   */
  Transmission(
      ChannelHandlerContext context,
      Outcome outcome,
      boolean keepAlive,
      boolean bodiless,
      String date,
      Consumer<Boolean> sent) {
    this.context = context;
    this.outcome = outcome;
    this.keepAlive = keepAlive;
    this.bodiless = bodiless;
    this.date = date;
    this.sent = sent;
  }

  void start() {
    Delivery delivery = outcome.delivery();
    if (delivery instanceof Delivery.Whole) {
      ByteBuf bytes = head(false);
      if (!bodiless) {
        bytes.writeBytes(outcome.answer().body());
      }
      context.write(bytes);
      sent.accept(true);
    } else if (delivery instanceof Delivery.Drip drip) {
      drip(drip);
    } else if (delivery instanceof Delivery.Cut cut) {
      cut(cut);
    } else if (delivery instanceof Delivery.Flood flood) {
      ByteBuf opening = head(true);
      opening.writeCharSequence("c\r\n{\"padding\":\"\r\n", StandardCharsets.US_ASCII);
      context.writeAndFlush(opening).addListener(done -> flood(flood.bytes(), done.isSuccess()));
    }
    // Silence: nothing at all
  }

  private ByteBuf head(boolean chunked) {
    Answer answer = outcome.answer();
    ByteBuf bytes = context.alloc().buffer(256 + (bodiless ? 0 : answer.body().length));
    bytes.writeCharSequence("HTTP/1.1 ", StandardCharsets.US_ASCII);
    bytes.writeCharSequence(
        HttpResponseStatus.valueOf(answer.status()).toString(), StandardCharsets.US_ASCII);
    bytes.writeCharSequence("\r\nDate: ", StandardCharsets.US_ASCII);
    bytes.writeCharSequence(date, StandardCharsets.US_ASCII);
    List<String> headers = answer.headers();
    for (int i = 0; i < headers.size(); i += 2) {
      bytes.writeCharSequence("\r\n", StandardCharsets.US_ASCII);
      bytes.writeCharSequence(oneLine(headers.get(i)), StandardCharsets.ISO_8859_1);
      bytes.writeCharSequence(": ", StandardCharsets.US_ASCII);
      bytes.writeCharSequence(oneLine(headers.get(i + 1)), StandardCharsets.ISO_8859_1);
    }
    if (chunked) {
      bytes.writeCharSequence("\r\nTransfer-Encoding: chunked", StandardCharsets.US_ASCII);
    } else if (answer.status() != 204 && answer.status() != 304) {
      bytes.writeCharSequence("\r\nContent-Length: ", StandardCharsets.US_ASCII);
      bytes.writeCharSequence(Integer.toString(answer.body().length), StandardCharsets.US_ASCII);
    }
    bytes.writeCharSequence(
        keepAlive ? "\r\n\r\n" : "\r\nConnection: close\r\n\r\n", StandardCharsets.US_ASCII);
    return bytes;
  }

  /** A header cannot break out of its line, whatever a file says. */
  private static String oneLine(String text) {
    return text.indexOf('\r') < 0 && text.indexOf('\n') < 0
        ? text
        : text.replace('\r', ' ').replace('\n', ' ');
  }

  private void drip(Delivery.Drip drip) {
    ByteBuf head = head(false);
    ByteBuf body =
        bodiless ? Unpooled.EMPTY_BUFFER : Unpooled.wrappedBuffer(outcome.answer().body());
    if (drip.head() && drip.body()) {
      next(drip, Unpooled.wrappedBuffer(head, body), Unpooled.EMPTY_BUFFER);
    } else if (drip.head()) {
      next(drip, head, body);
    } else {
      context.writeAndFlush(head);
      next(drip, body, Unpooled.EMPTY_BUFFER);
    }
  }

  private void next(Delivery.Drip drip, ByteBuf slow, ByteBuf rest) {
    context
        .executor()
        .schedule(
            () -> {
              if (!context.channel().isActive()) {
                slow.release();
                rest.release();
              } else if (slow.isReadable()) {
                context.writeAndFlush(
                    slow.readRetainedSlice(Math.min(drip.bytes(), slow.readableBytes())));
                next(drip, slow, rest);
              } else {
                slow.release();
                context.writeAndFlush(rest);
                sent.accept(true);
              }
            },
            slow.isReadable() ? drip.every().toNanos() : 0,
            TimeUnit.NANOSECONDS);
  }

  private void cut(Delivery.Cut cut) {
    ByteBuf bytes =
        switch (cut.until()) {
          case NOTHING -> Unpooled.EMPTY_BUFFER;
          case MID_HEAD -> {
            ByteBuf head = head(false);
            yield head.writerIndex(head.readableBytes() / 2);
          }
          case MID_BODY ->
              head(false)
                  .writeBytes(outcome.answer().body(), 0, outcome.answer().body().length / 2);
        };
    context
        .writeAndFlush(bytes)
        .addListener(
            done -> {
              switch (cut.end()) {
                case RESET -> Connection.reset(context.channel());
                case CLOSE -> context.close();
                case HALF_CLOSE -> ((SocketChannel) context.channel()).shutdownOutput();
              }
            });
    if (cut.end() != Delivery.End.HALF_CLOSE) {
      sent.accept(false);
    }
  }

  private void flood(long left, boolean open) {
    if (!open || !context.channel().isActive()) {
      return;
    }
    if (left <= 0) {
      context.writeAndFlush(
          Unpooled.copiedBuffer("2\r\n\"}\r\n0\r\n\r\n", StandardCharsets.US_ASCII));
      sent.accept(true);
      return;
    }
    int size = (int) Math.min(left, CHUNK);
    ByteBuf chunk = context.alloc().buffer(size + 16);
    chunk.writeCharSequence(Integer.toHexString(size), StandardCharsets.US_ASCII);
    chunk.writeCharSequence("\r\n", StandardCharsets.US_ASCII);
    for (int i = 0; i < size; i++) {
      chunk.writeByte('x');
    }
    chunk.writeCharSequence("\r\n", StandardCharsets.US_ASCII);
    context.writeAndFlush(chunk).addListener(done -> flood(left - size, done.isSuccess()));
  }
}
