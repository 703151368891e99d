package dev.tenon.engine.golang;

import java.util.Arrays;

/**
 * A network in CIDR notation, as Go's {@code netip.Prefix}: bits after the prefix may be set.
 *
 * @param bits the length of the prefix, 0 to 32 or 128
 */
public record GoIpPrefix(GoIp address, int bits) {
  /** A text that is no network; the message is Go's. */
  public static final class Invalid extends Exception {
    private static final long serialVersionUID = 1L;

    private Invalid(String text, String why) {
      super("netip.ParsePrefix(" + GoText.quote(text) + "): " + why);
    }
  }

  /**
   * Reads a network.
   *
   * @throws Invalid where the text is none
   */
  public static GoIpPrefix parse(String text) throws Invalid {
    int slash = text.lastIndexOf('/');
    if (slash < 0) {
      throw new Invalid(text, "no '/'");
    }
    GoIp address;
    try {
      address = GoIp.parse(text.substring(0, slash));
    } catch (GoIp.Invalid e) {
      throw new Invalid(text, e.getMessage());
    }
    if (!address.zone().isEmpty()) {
      throw new Invalid(text, "IPv6 zones cannot be present in a prefix");
    }
    String length = text.substring(slash + 1);
    if (!length.matches("0|[1-9][0-9]{0,8}")) {
      throw new Invalid(text, "bad bits after slash: " + GoText.quote(length));
    }
    int bits = Integer.parseInt(length);
    if (bits > address.bytes().length * 8) {
      throw new Invalid(text, "prefix length out of range");
    }
    return new GoIpPrefix(address, bits);
  }

  /** The network with the bits after the prefix cleared. */
  public GoIpPrefix masked() {
    return new GoIpPrefix(GoIp.of(maskedBytes(address, bits)), bits);
  }

  /** Whether an address is in the network. */
  public boolean contains(GoIp other) {
    return other.zone().isEmpty()
        && other.isIpv4() == address.isIpv4()
        && Arrays.equals(maskedBytes(address, bits), maskedBytes(other, bits));
  }

  /** Whether the two networks have an address in common. */
  public boolean overlaps(GoIpPrefix other) {
    int common = Math.min(bits, other.bits);
    return other.address.isIpv4() == address.isIpv4()
        && Arrays.equals(maskedBytes(address, common), maskedBytes(other.address, common));
  }

  private static byte[] maskedBytes(GoIp ip, int bits) {
    byte[] out = ip.bytes();
    for (int i = 0; i < out.length; i++) {
      int kept = Math.max(0, Math.min(8, bits - 8 * i));
      out[i] &= (byte) (0xff00 >> kept);
    }
    return out;
  }

  @Override
  public String toString() {
    return address + "/" + bits;
  }
}
