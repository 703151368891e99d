package dev.tenon.engine.golang;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;

/**
 * Base 64 with padding, as Go's {@code encoding/base64} decodes it: line breaks are passed over.
 */
public final class GoBase64 {
  private static final String LETTERS =
      "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789";

  private GoBase64() {}

  /**
   * Decodes what is written in the alphabet for URLs.
   *
   * @throws IllegalArgumentException where that cannot be done; the message is Go's
   */
  public static byte[] decodeUrl(String text) {
    return decode(text, LETTERS + "-_");
  }

  /** Decodes what is written in the standard alphabet, as {@link #decodeUrl} does. */
  static byte[] decodeStandard(String text) {
    return decode(text, LETTERS + "+/");
  }

  private static byte[] decode(String text, String alphabet) {
    byte[] source = text.getBytes(StandardCharsets.UTF_8);
    ByteArrayOutputStream out = new ByteArrayOutputStream(source.length);
    int bits = 0;
    int digits = 0;
    int at = 0;
    while (at < source.length) {
      int c = source[at++] & 0xff;
      if (c == '\n' || c == '\r') {
        continue;
      }
      int digit = c < 0x80 ? alphabet.indexOf(c) : -1;
      if (digit >= 0) {
        bits = bits << 6 | digit;
        if (++digits == 4) {
          write(out, bits, 3);
          bits = 0;
          digits = 0;
        }
        continue;
      }
      if (c != '=' || digits < 2) {
        throw corrupt(at - 1);
      }
      at = endOfPadding(source, at, digits);
      write(out, bits << 6 * (4 - digits), digits - 1);
      return out.toByteArray();
    }
    if (digits > 0) {
      throw corrupt(source.length - digits);
    }
    return out.toByteArray();
  }

  private static int endOfPadding(byte[] source, int from, int digits) {
    int at = from;
    if (digits == 2) {
      at = skipBreaks(source, at);
      if (at == source.length) {
        throw corrupt(at);
      }
      if (source[at] != '=') {
        throw corrupt(at - 1);
      }
      at++;
    }
    at = skipBreaks(source, at);
    if (at < source.length) {
      throw corrupt(at);
    }
    return at;
  }

  private static int skipBreaks(byte[] source, int from) {
    int at = from;
    while (at < source.length && (source[at] == '\n' || source[at] == '\r')) {
      at++;
    }
    return at;
  }

  private static void write(ByteArrayOutputStream out, int bits, int bytes) {
    for (int i = 0; i < bytes; i++) {
      out.write(bits >> 8 * (2 - i));
    }
  }

  private static IllegalArgumentException corrupt(int at) {
    return new IllegalArgumentException("illegal base64 data at input byte " + at);
  }
}
