package dev.tenon.sandbox;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tenon.sandbox.config.Fault;
import dev.tenon.sandbox.http.Listener;
import dev.tenon.sandbox.http.Loop;
import dev.tenon.sandbox.vendor.ActiveFault;
import dev.tenon.sandbox.vendor.LimitState;
import dev.tenon.sandbox.vendor.ReceivedRequest;
import dev.tenon.sandbox.vendor.Stop;
import dev.tenon.sandbox.vendor.Tally;
import dev.tenon.sandbox.vendor.VendorService;
import dev.tenon.sandbox.webhook.WebhookService;
import dev.tenon.sandbox.webhook.Webhooks;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/**
 * A vendor of a running sandbox, for tests: what it received, and how it is made to misbehave.
 * Usable from any thread.
 */
public final class Vendor {
  private final Loop loop;
  private final VendorService service;
  private final Listener listener;
  private final URI uri;
  private final Optional<Webhooks> webhooks;

  Vendor(
      Loop loop,
      VendorService service,
      Listener listener,
      String uri,
      Optional<Webhooks> webhooks) {
    this.webhooks = webhooks;
    this.loop = loop;
    this.service = service;
    this.listener = listener;
    this.uri = URI.create(uri);
  }

  VendorService service() {
    return service;
  }

  Optional<Webhooks> webhooks() {
    return webhooks;
  }

  /**
   * A webhook, to send events by.
   *
   * @throws NoSuchElementException if there is no such webhook
   */
  public WebhookService webhook(String name) {
    return webhooks
        .flatMap(all -> all.get(name))
        .orElseThrow(() -> new NoSuchElementException(name() + " has no webhook " + name));
  }

  /** Its name. */
  public String name() {
    return service.config().name();
  }

  /** Where it is reached, without a final slash. */
  public URI uri() {
    return uri;
  }

  /** Stops its answering: 503 to everything. */
  public void stop() {
    stop(Stop.Unavailable);
  }

  /**
   * Stops its answering; when this returns it is so.
   *
   * @throws IllegalArgumentException for {@link Stop#Refused} if it has no port of its own
   */
  public void stop(Stop how) {
    Sandbox.await(loop.call(() -> stopNow(how)));
  }

  /** Lets it answer again, on the same port. */
  public void start() {
    loop.run(this::startNow);
  }

  CompletableFuture<Void> stopNow(Stop how) {
    boolean own = service.config().port().isPresent();
    if (how == Stop.Refused && !own) {
      throw new IllegalArgumentException(
          name()
              + " shares the sandbox's port; give it one of its own (port: 0) so that it can refuse connections");
    }
    startNow();
    service.stop(how);
    return how == Stop.Refused ? listener.refuse() : CompletableFuture.completedFuture(null);
  }

  void startNow() {
    service.start();
    if (service.config().port().isPresent()) {
      listener.listen();
    }
  }

  /** How it is stopped, or empty while it answers. */
  public Optional<Stop> stopped() {
    return loop.call(service::stopped);
  }

  /**
   * Lets a fault strike from now on.
   *
   * @throws IllegalArgumentException if it needs a port of its own and there is none
   */
  public Striking fault(Fault fault) {
    if (fault.needsPort() && service.config().port().isEmpty()) {
      throw new IllegalArgumentException(
          name()
              + " shares the sandbox's port; give it one of its own (port: 0) so that it can reset connections");
    }
    return new Striking(loop.call(() -> service.add(fault)));
  }

  /** Ends all faults. */
  public void clearFaults() {
    loop.run(service::clearFaults);
  }

  /** As it was at the start: records, faults, tokens, limits, counts; and it answers. */
  public void reset() {
    loop.run(
        () -> {
          startNow();
          service.reset();
        });
    webhooks.ifPresent(Webhooks::reset);
  }

  /** Forgets what it received; everything else stays. */
  public void forget() {
    loop.run(service::forget);
  }

  /** The last requests that came (1,000 unless configured otherwise), oldest first. */
  public List<ReceivedRequest> received() {
    return loop.call(service::received);
  }

  /** How many requests came in all. */
  public long receivedCount() {
    return loop.call(service::receivedCount);
  }

  /** How many requests took effect. */
  public long appliedCount() {
    return loop.call(service::appliedCount);
  }

  /** Counts by idempotency key, in the order in which the keys came. */
  public Map<String, Tally> byKey() {
    return loop.call(service::byKey);
  }

  /** Counts by method and path, such as {@code POST /tickets}. */
  public Map<String, Tally> byPath() {
    return loop.call(service::byPath);
  }

  /**
   * Counts by record, such as {@code tickets/17}, or {@code leads/HubSpot_Id__c=17} for an upsert.
   */
  public Map<String, Tally> byResource() {
    return loop.call(service::byResource);
  }

  /** Counts by the status that was answered; 0 for no answer. */
  public Map<Integer, Integer> byStatus() {
    return loop.call(service::byStatus);
  }

  /** Where its limits stand. */
  public List<LimitState> limits() {
    return loop.call(service::limits);
  }

  /** The most requests that were ever at work at once. */
  public int peakInFlight() {
    return loop.call(service::peakInFlight);
  }

  /** How often a token was asked for, by grant type such as {@code client_credentials}. */
  public Map<String, Integer> tokenRequests() {
    return loop.call(service::tokenRequests);
  }

  /** Makes every access token that it gave invalid at once. */
  public void revokeTokens() {
    loop.run(() -> service.revoke(false));
  }

  /** Makes every access and refresh token invalid at once. */
  public void revokeAllTokens() {
    loop.run(() -> service.revoke(true));
  }

  /**
   * The records of a collection, oldest first; copies.
   *
   * @throws NoSuchElementException if there is no such collection
   * @throws IllegalStateException if old records were dropped, because there were more than {@code
   *     bounds.records}
   */
  public ArrayNode records(String collection) {
    return loop.call(() -> service.records(collection)).orElseThrow(() -> noCollection(collection));
  }

  /**
   * Adds a record, or changes the one with its id, as somebody at work in the vendor's own pages
   * would.
   *
   * @return the record as it is now
   * @throws NoSuchElementException if there is no such collection
   */
  public ObjectNode put(String collection, ObjectNode record) {
    return loop.call(() -> service.put(collection, record))
        .orElseThrow(() -> noCollection(collection));
  }

  private NoSuchElementException noCollection(String collection) {
    return new NoSuchElementException(name() + " has no collection " + collection);
  }

  /** How many connections were ever made to its port, those that were turned away included. */
  public long connections() {
    return listener.made();
  }

  /** How many connections are open on its port. */
  public int openConnections() {
    return listener.open();
  }

  /** A fault at work. */
  public final class Striking {
    private final ActiveFault fault;

    private Striking(ActiveFault fault) {
      this.fault = fault;
    }

    /** How many requests it struck. */
    public int struck() {
      return loop.call(fault::struck);
    }

    /** Ends it. */
    public void clear() {
      loop.run(() -> service.remove(fault));
    }
  }
}
