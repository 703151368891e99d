package dev.tenon.sandbox;

import dev.tenon.sandbox.config.SandboxConfig;
import dev.tenon.sandbox.control.ControlService;
import dev.tenon.sandbox.control.Switchboard;
import dev.tenon.sandbox.exchange.Site;
import dev.tenon.sandbox.http.Listener;
import dev.tenon.sandbox.http.Loop;
import dev.tenon.sandbox.http.Reading;
import dev.tenon.sandbox.vendor.SandboxClock;
import dev.tenon.sandbox.vendor.Stop;
import dev.tenon.sandbox.vendor.VendorService;
import dev.tenon.sandbox.webhook.WebhookService;
import dev.tenon.sandbox.webhook.Webhooks;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/**
 * A running sandbox: a small HTTP server that plays vendors. Each is at {@code /NAME} of the
 * sandbox's address, or at a port of its own; {@code /} is a page and {@code /_sandbox} the calls
 * behind it. Methods may be called from any thread.
 *
 * <pre>{@code
 * try (Sandbox sandbox = Sandbox.start(SandboxConfig.parse("vendors: {helpdesk: {collections: {tickets: {}}}}"))) {
 *   sandbox.vendor("helpdesk").fault(Fault.status(503).times(2));
 *   … call sandbox.uri("helpdesk") …
 *   assertThat(sandbox.vendor("helpdesk").byKey()).hasSize(1);
 * }
 * }</pre>
 */
public final class Sandbox implements AutoCloseable {
  private static final Duration TICK = Duration.ofMillis(200);

  private final Loop loop = new Loop("sandbox");

  /** Events are sent by a thread of their own, so that a load does not slow the answers. */
  private final Optional<Loop> sender;

  private final SandboxClock clock = new SandboxClock();
  private final Map<String, Vendor> vendors = new LinkedHashMap<>();
  private final List<Listener> listeners = new ArrayList<>();
  private final Listener listener;

  private Sandbox(SandboxConfig config) {
    SandboxConfig.Bounds bounds = config.bounds();
    sender =
        config.vendors().stream().allMatch(vendor -> vendor.webhooks().isEmpty())
            ? Optional.empty()
            : Optional.of(new Loop("sandbox-sender"));
    Reading reading =
        new Reading(bounds.bodyBytes(), bounds.connections(), bounds.patience(), bounds.idle());
    try {
      Map<String, Site.Place> places = new LinkedHashMap<>();
      Board board = new Board();
      Site.Place control = new Site.Place(new ControlService(board), 0);
      listener =
          listen(
              config.host(),
              config.port(),
              path -> places.getOrDefault(firstSegment(path), control),
              reading);
      for (var declared : config.vendors()) {
        VendorService service =
            loop.call(() -> new VendorService(declared, bounds, clock, config.seed()));
        places.put(declared.name(), new Site.Place(service, declared.name().length() + 1));
        Listener own = listener;
        String base = "/" + declared.name();
        if (declared.port().isPresent()) {
          Site.Place place = new Site.Place(service, 0);
          own = listen(config.host(), declared.port().getAsInt(), path -> place, reading);
          base = "";
        }
        Optional<Webhooks> webhooks =
            sender.map(s -> new Webhooks(declared.webhooks(), s, config.seed()));
        vendors.put(declared.name(), new Vendor(loop, service, own, own.uri() + base, webhooks));
      }
    } catch (RuntimeException e) {
      close();
      throw e;
    }
    loop.every(TICK, () -> vendors.values().forEach(vendor -> vendor.service().grow()));
  }

  private Listener listen(String host, int port, Site site, Reading reading) {
    Listener added = new Listener(loop, host, port, site, reading);
    listeners.add(added);
    return added;
  }

  private static String firstSegment(String path) {
    int end = path.indexOf('/', 1);
    return path.isEmpty() ? "" : path.substring(1, end < 0 ? path.length() : end);
  }

  /**
   * Starts what is declared.
   *
   * @throws java.io.UncheckedIOException if a port is taken
   */
  public static Sandbox start(SandboxConfig config) {
    return new Sandbox(config);
  }

  /**
   * Starts what a file declares.
   *
   * @throws dev.tenon.sandbox.config.InvalidSandboxConfig if the file cannot be used
   * @throws java.io.UncheckedIOException if a port is taken
   */
  public static Sandbox start(Path sandboxYaml) {
    return start(SandboxConfig.read(sandboxYaml));
  }

  /**
   * Where the page and the calls are; vendors without a port of their own are below it. Without a
   * final slash.
   */
  public URI uri() {
    return listener.uri();
  }

  /**
   * Where a vendor is, without a final slash.
   *
   * @throws NoSuchElementException if there is no such vendor
   */
  public URI uri(String vendor) {
    return vendor(vendor).uri();
  }

  /**
   * A vendor.
   *
   * @throws NoSuchElementException if there is no such vendor
   */
  public Vendor vendor(String name) {
    Vendor vendor = vendors.get(name);
    if (vendor == null) {
      throw new NoSuchElementException(
          "there is no vendor " + name + "; there are " + String.join(", ", vendors.keySet()));
    }
    return vendor;
  }

  /** The vendors, as declared. */
  public List<Vendor> vendors() {
    return List.copyOf(vendors.values());
  }

  /** Stops the answering of all vendors: 503. */
  public void stopAll() {
    vendors.values().forEach(Vendor::stop);
  }

  /** Lets all vendors answer. */
  public void startAll() {
    vendors.values().forEach(Vendor::start);
  }

  /** Everything as it was at the start, records and counts, too. */
  public void reset() {
    vendors.values().forEach(Vendor::reset);
  }

  /**
   * Lets time pass: tokens expire, limits free themselves, records come. Not for the client's
   * clock.
   */
  public void advance(Duration by) {
    loop.run(() -> clock.advance(by));
  }

  /**
   * Stops listening on the sandbox's own port, page and all, and resets its connections; a vendor's
   * own port is not touched.
   */
  public void refuseConnections() {
    await(loop.call(listener::refuse));
  }

  /** Listens again, on the same port. */
  public void acceptConnections() {
    loop.run(listener::listen);
  }

  static void await(CompletableFuture<Void> done) {
    done.orTimeout(30, TimeUnit.SECONDS).join();
  }

  @Override
  public void close() {
    vendors.values().forEach(vendor -> vendor.webhooks().ifPresent(Webhooks::close));
    sender.ifPresent(Loop::close);
    listeners.forEach(Listener::close);
    loop.close();
  }

  /** What the page can do, on the loop's thread. */
  private final class Board implements Switchboard {
    @Override
    public List<VendorService> vendors() {
      return vendors.values().stream().map(Vendor::service).toList();
    }

    @Override
    public URI uri(VendorService vendor) {
      return of(vendor).uri();
    }

    @Override
    public void stop(VendorService vendor, Stop how) {
      of(vendor).stopNow(how);
    }

    @Override
    public void start(VendorService vendor) {
      of(vendor).startNow();
    }

    @Override
    public void reset(VendorService vendor) {
      of(vendor).startNow();
      vendor.reset();
    }

    @Override
    public List<WebhookService> webhooks(VendorService vendor) {
      return of(vendor).webhooks().map(Webhooks::all).orElse(List.of());
    }

    @Override
    public void advance(Duration by) {
      clock.advance(by);
    }

    @Override
    public boolean isLocal() {
      return listener.isLocal();
    }

    private Vendor of(VendorService vendor) {
      return Sandbox.this.vendor(vendor.config().name());
    }
  }
}
