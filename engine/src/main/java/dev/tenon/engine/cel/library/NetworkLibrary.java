package dev.tenon.engine.cel.library;

import static dev.cel.common.types.SimpleType.BOOL;
import static dev.cel.common.types.SimpleType.INT;
import static dev.cel.common.types.SimpleType.STRING;

import dev.cel.common.types.OpaqueType;
import dev.tenon.engine.golang.GoIp;
import dev.tenon.engine.golang.GoIpPrefix;
import dev.tenon.engine.golang.GoText;
import java.util.List;

/** {@code ip}, {@code cidr}, and what can be asked of addresses and networks. */
final class NetworkLibrary {
  private static final OpaqueType IP = OpaqueType.create("net.IP");
  private static final OpaqueType CIDR = OpaqueType.create("net.CIDR");

  /** An address as a value. */
  private static final class IpValue extends LibraryValue<GoIp> {
    IpValue(GoIp ip) {
      super(IP, ip);
    }
  }

  /** A network as a value. */
  private static final class CidrValue extends LibraryValue<GoIpPrefix> {
    CidrValue(GoIpPrefix cidr) {
      super(CIDR, cidr);
    }
  }

  private NetworkLibrary() {}

  static List<Overload> overloads() {
    return List.of(
        Overload.global(
            "ip", "string_to_ip", IP, STRING, text -> new IpValue(parseIp((String) text))),
        Overload.global("isIP", "is_ip", BOOL, STRING, text -> isIp((String) text)),
        Overload.global(
            "ip.isCanonical",
            "ip_is_canonical",
            BOOL,
            STRING,
            text -> parseIp((String) text).toString().equals(text)),
        Overload.member("family", "ip_family", INT, IP, ip -> ip(ip).isIpv4() ? 4L : 6L),
        Overload.member(
            "isUnspecified", "ip_is_unspecified", BOOL, IP, ip -> ip(ip).isUnspecified()),
        Overload.member("isLoopback", "ip_is_loopback", BOOL, IP, ip -> ip(ip).isLoopback()),
        Overload.member(
            "isLinkLocalMulticast",
            "ip_is_link_local_multicast",
            BOOL,
            IP,
            ip -> ip(ip).isLinkLocalMulticast()),
        Overload.member(
            "isLinkLocalUnicast",
            "ip_is_link_local_unicast",
            BOOL,
            IP,
            ip -> ip(ip).isLinkLocalUnicast()),
        Overload.member(
            "isGlobalUnicast", "ip_is_global_unicast", BOOL, IP, ip -> ip(ip).isGlobalUnicast()),
        Overload.global(
            "cidr",
            "string_to_cidr",
            CIDR,
            STRING,
            text -> new CidrValue(parseCidr((String) text))),
        Overload.global("isCIDR", "is_cidr", BOOL, STRING, text -> isCidr((String) text)),
        Overload.member(
            "containsIP",
            "cidr_contains_ip_ip",
            BOOL,
            CIDR,
            IP,
            (c, ip) -> cidr(c).contains(ip(ip))),
        Overload.member(
            "containsIP",
            "cidr_contains_ip_string",
            BOOL,
            CIDR,
            STRING,
            (c, ip) -> cidr(c).contains(parseIp((String) ip))),
        Overload.member(
            "containsCIDR",
            "cidr_contains_cidr",
            BOOL,
            CIDR,
            CIDR,
            (c, o) -> contains(cidr(c), cidr(o))),
        Overload.member(
            "containsCIDR",
            "cidr_contains_cidr_string",
            BOOL,
            CIDR,
            STRING,
            (c, o) -> contains(cidr(c), parseCidr((String) o))),
        Overload.member("ip", "cidr_ip", IP, CIDR, c -> new IpValue(cidr(c).address())),
        Overload.member("masked", "cidr_masked", CIDR, CIDR, c -> new CidrValue(cidr(c).masked())),
        Overload.member(
            "prefixLength", "cidr_prefix_length", INT, CIDR, c -> (long) cidr(c).bits()));
  }

  /** Their overloads of the standard function {@code string}. */
  static List<Overload> conversions() {
    return List.of(
        Overload.global("string", "ip_to_string", STRING, IP, ip -> ip(ip).toString()),
        Overload.global("string", "cidr_to_string", STRING, CIDR, c -> cidr(c).toString()));
  }

  /** No zones, and no IPv4 addresses in IPv6's clothes. */
  private static GoIp parseIp(String text) {
    GoIp ip;
    try {
      ip = GoIp.parse(text);
    } catch (GoIp.Invalid e) {
      throw Overload.failure(
          "IP Address "
              + GoText.quote(text)
              + " parse error during conversion from string: "
              + e.getMessage());
    }
    if (!ip.zone().isEmpty()) {
      throw Overload.failure(
          "IP address " + GoText.quote(text) + " with zone value is not allowed");
    }
    if (ip.isIpv4In6()) {
      throw Overload.failure("IPv4-mapped IPv6 address " + GoText.quote(text) + " is not allowed");
    }
    return ip;
  }

  private static boolean isIp(String text) {
    try {
      GoIp ip = GoIp.parse(text);
      return ip.zone().isEmpty() && !ip.isIpv4In6();
    } catch (GoIp.Invalid e) {
      return false;
    }
  }

  private static GoIpPrefix parseCidr(String text) {
    String what = "network address parse error during conversion from string: ";
    GoIpPrefix cidr;
    try {
      cidr = GoIpPrefix.parse(text);
    } catch (GoIpPrefix.Invalid e) {
      throw Overload.failure(what + what + e.getMessage());
    }
    if (cidr.address().isIpv4In6()) {
      throw Overload.failure(
          what + "IPv4-mapped IPv6 address " + GoText.quote(text) + " is not allowed");
    }
    return cidr;
  }

  private static boolean isCidr(String text) {
    try {
      return !GoIpPrefix.parse(text).address().isIpv4In6();
    } catch (GoIpPrefix.Invalid e) {
      return false;
    }
  }

  private static boolean contains(GoIpPrefix outer, GoIpPrefix inner) {
    return outer.overlaps(inner) && outer.bits() <= inner.bits();
  }

  private static GoIp ip(Object value) {
    if (value instanceof IpValue ip) {
      return ip.inside();
    }
    throw Overload.failure("no such overload");
  }

  private static GoIpPrefix cidr(Object value) {
    if (value instanceof CidrValue cidr) {
      return cidr.inside();
    }
    throw Overload.failure("no such overload");
  }
}
