package dev.tenon.engine.golang;

import java.util.Locale;
import java.util.Set;
import java.util.function.IntPredicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Whether a text is one mail address as Go's {@code net/mail} reads it: RFC 5322, with a display
 * name, comments, or as a group of one.
 */
public final class GoMailAddress {
  private static final Set<String> CHARSETS = Set.of("utf-8", "iso-8859-1", "us-ascii");
  private static final Pattern ENCODED_WORD =
      Pattern.compile("=\\?([^?]+)\\?([bBqQ])\\?([^?]*)\\?=");
  private static final Pattern QUOTED = Pattern.compile("(?:=[0-9a-fA-F]{2}|[ -<>-~\\n\\r\\t])*+");

  private final String text;
  private int at;

  private GoMailAddress(String text) {
    this.text = text;
  }

  /** Whether it is one address. */
  public static boolean isAddress(String text) {
    GoMailAddress parser = new GoMailAddress(text);
    return parser.addresses(true) == 1 && parser.skipComments() && parser.atEnd();
  }

  /** The number of addresses read, or -1 where the text is wrong. */
  private int addresses(boolean groups) {
    skipSpace();
    if (atEnd()) {
      return -1;
    }
    if (addrSpec()) {
      skipSpace();
      return !consume('(') || comment() ? 1 : -1;
    }
    if (peek() != '<' && !phrase()) {
      return -1;
    }
    skipSpace();
    if (groups && consume(':')) {
      return group();
    }
    return consume('<') && addrSpec() && consume('>') ? 1 : -1;
  }

  private int group() {
    skipSpace();
    if (consume(';')) {
      return skipComments() ? 0 : -1;
    }
    int count = 0;
    while (true) {
      skipSpace();
      int read = addresses(false);
      if (read < 0 || !skipComments()) {
        return -1;
      }
      count += read;
      if (consume(';')) {
        return skipComments() ? count : -1;
      }
      if (!consume(',')) {
        return -1;
      }
    }
  }

  private boolean addrSpec() {
    int begin = at;
    skipSpace();
    boolean local = !atEnd() && (peek() == '"' ? quotedString() > 0 : dotAtom(false));
    if (local && consume('@')) {
      skipSpace();
      if (!atEnd() && (peek() == '[' ? domainLiteral() : dotAtom(false))) {
        return true;
      }
    }
    at = begin;
    return false;
  }

  /** One word at least; what follows the last good word is left. */
  private boolean phrase() {
    int words = 0;
    while (true) {
      if (words > 0 && !skipComments()) {
        return false;
      }
      skipSpace();
      if (atEnd()) {
        return true;
      }
      int begin = at;
      boolean read = peek() == '"' ? quotedString() >= 0 : dotAtom(true);
      if (!read) {
        at = begin;
        return words > 0;
      }
      if (text.charAt(begin) != '"' && isOfUnknownCharset(text.substring(begin, at))) {
        return words > 0;
      }
      words++;
    }
  }

  /** Whether it is an encoded word (RFC 2047) in a character set that Go does not have. */
  private static boolean isOfUnknownCharset(String word) {
    Matcher parts = ENCODED_WORD.matcher(word);
    if (!parts.matches() || CHARSETS.contains(parts.group(1).toLowerCase(Locale.ROOT))) {
      return false;
    }
    if (!parts.group(2).equalsIgnoreCase("b")) {
      return QUOTED.matcher(parts.group(3)).matches();
    }
    try {
      GoBase64.decodeStandard(parts.group(3));
      return true;
    } catch (IllegalArgumentException e) {
      return false;
    }
  }

  /** The length of what is quoted, or -1. */
  private int quotedString() {
    int length = 0;
    boolean escaped = false;
    for (int i = at + 1; i < text.length(); ) {
      int rune = text.codePointAt(i);
      boolean space = rune == ' ' || rune == '\t';
      if (escaped) {
        if (!isVisible(rune) && !space) {
          return -1;
        }
        escaped = false;
        length++;
      } else if (rune == '"') {
        at = i + 1;
        return length;
      } else if (rune == '\\') {
        escaped = true;
      } else if (isVisible(rune) || space) {
        length++;
      } else {
        return -1;
      }
      i += Character.charCount(rune);
    }
    return -1;
  }

  private boolean dotAtom(boolean permissive) {
    int begin = at;
    skipWhile(rune -> isVisible(rune) && "()<>[]:;@\\,\"".indexOf(rune) < 0);
    String atom = text.substring(begin, at);
    return !atom.isEmpty()
        && (permissive || !(atom.startsWith(".") || atom.contains("..") || atom.endsWith(".")));
  }

  private boolean domainLiteral() {
    int begin = at + 1;
    int end = text.indexOf(']', begin);
    if (end < 0 || !GoIp.isIp(text.substring(begin, end))) {
      return false;
    }
    at = end + 1;
    return true;
  }

  private boolean skipComments() {
    skipSpace();
    while (consume('(')) {
      if (!comment()) {
        return false;
      }
      skipSpace();
    }
    return true;
  }

  /** The rest of a comment whose parenthesis is open. */
  private boolean comment() {
    int depth = 1;
    while (!atEnd() && depth > 0) {
      if (peek() == '\\' && at + 1 < text.length()) {
        at++;
      } else if (peek() == '(') {
        depth++;
      } else if (peek() == ')') {
        depth--;
      }
      at++;
    }
    return depth == 0;
  }

  private static boolean isVisible(int rune) {
    return (rune >= '!' && rune <= '~') || rune >= 0x80;
  }

  private void skipWhile(IntPredicate wanted) {
    while (!atEnd() && wanted.test(text.codePointAt(at))) {
      at += Character.charCount(text.codePointAt(at));
    }
  }

  private void skipSpace() {
    skipWhile(rune -> rune == ' ' || rune == '\t');
  }

  private boolean consume(char wanted) {
    if (atEnd() || peek() != wanted) {
      return false;
    }
    at++;
    return true;
  }

  private char peek() {
    return text.charAt(at);
  }

  private boolean atEnd() {
    return at >= text.length();
  }
}
