package dev.tenon.sandbox.control;

import dev.tenon.sandbox.vendor.Stop;
import dev.tenon.sandbox.vendor.VendorService;
import dev.tenon.sandbox.webhook.WebhookService;
import java.net.URI;
import java.time.Duration;
import java.util.List;

/** What can be done with a sandbox as a whole, on the loop's thread. */
public interface Switchboard {

  /** The vendors, as declared. */
  List<VendorService> vendors();

  /** Where a vendor is reached. */
  URI uri(VendorService vendor);

  /**
   * Stops a vendor's answering.
   *
   * @throws IllegalArgumentException if it is to refuse connections and has no port of its own
   */
  void stop(VendorService vendor, Stop how);

  /** Lets a vendor answer again. */
  void start(VendorService vendor);

  /** A vendor as it was at the start. */
  void reset(VendorService vendor);

  /** The events that a vendor sends. */
  List<WebhookService> webhooks(VendorService vendor);

  /** Lets time pass for all vendors. */
  void advance(Duration by);

  /** Whether only this machine can reach the sandbox. */
  boolean isLocal();
}
