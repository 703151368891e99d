package dev.tenon.sandbox.vendor;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tenon.sandbox.config.Fault;
import dev.tenon.sandbox.config.SandboxConfig.Bounds;
import dev.tenon.sandbox.config.VendorConfig;
import dev.tenon.sandbox.exchange.Answer;
import dev.tenon.sandbox.exchange.Delivery;
import dev.tenon.sandbox.exchange.Outcome;
import dev.tenon.sandbox.exchange.Request;
import dev.tenon.sandbox.exchange.Service;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A vendor at work. A request passes, in this order: whether the vendor is stopped, its faults, who
 * may call, the limits, idempotency keys, and what the API does; then it is written into the
 * ledger. Everything is of the loop's thread alone.
 */
public final class VendorService implements Service {
  private static final Runnable NOTHING = () -> {};

  private final VendorConfig config;
  private final SandboxClock clock;
  private final int keptBodyBytes;
  private final Faults faults;
  private final Api api;
  private final Ledger ledger;
  private Optional<Stop> stopped = Optional.empty();
  private int inFlight;
  private int peakInFlight;

  /** A vendor as it is declared. */
  public VendorService(VendorConfig config, Bounds bounds, SandboxClock clock, long sandboxSeed) {
    long seed = sandboxSeed * 31 + config.name().hashCode();
    this.config = config;
    this.clock = clock;
    this.keptBodyBytes = bounds.keptBodyBytes();
    this.faults = new Faults(seed);
    this.api = new Api(config, bounds, clock, seed);
    this.ledger = new Ledger(bounds.requests(), bounds.counted());
    config.faults().forEach(faults::add);
  }

  @Override
  public boolean resetsConnections() {
    return faults.resetsConnections();
  }

  @Override
  public Optional<Outcome> onHeaders(Request request) {
    if (stopped.isPresent() && stopped.get() != Stop.Unavailable) {
      record(request, 0, false, false, "", "Stopped");
      return Optional.of(
          outcome(
              stopped.get() == Stop.Silent
                  ? new Delivery.Silence()
                  : cut(Delivery.Until.NOTHING, Delivery.End.RESET),
              NOTHING));
    }
    return faults
        .beforeBody(request, api.isToken(request))
        .map(
            fault -> {
              record(request, 0, false, false, "", fault.kind().type());
              return outcome(cut(Delivery.Until.NOTHING, Delivery.End.RESET), NOTHING);
            });
  }

  @Override
  public Outcome onTooLarge(Request request) {
    Answer answer =
        api.style().error(413, "too_large", "the body is larger than this vendor reads");
    record(request, 413, false, false, "", "");
    return Outcome.of(answer);
  }

  @Override
  public Outcome onRequest(Request request) {
    if (stopped.isPresent()) {
      Answer answer = api.style().error(503, "unavailable", config.title() + " is stopped");
      record(request, 503, false, false, "", "Stopped");
      return Outcome.of(answer);
    }
    inFlight++;
    peakInFlight = Math.max(peakInFlight, inFlight);
    Faults.Strike strike = faults.strike(request, api.isToken(request));
    List<Limit> taken = new ArrayList<>();
    boolean real = strike.fault().map(Fault::applied).orElse(true);
    Api.Made made = real ? api.handle(request, taken) : Api.Made.without(Answer.json(200, "{}"));
    Answer answer = made.answer();
    Delivery delivery = Delivery.WHOLE;
    if (strike.fault().isPresent()) {
      Fault.Kind kind = strike.fault().get().kind();
      answer = Misbehaviour.answer(kind, answer, api.style(), request);
      delivery = Misbehaviour.delivery(kind);
    }
    boolean answered =
        !(delivery instanceof Delivery.Silence) && !(delivery instanceof Delivery.Cut);
    record(
        request,
        answered ? answer.status() : 0,
        made.applied(),
        made.replayed(),
        made.resource(),
        strike.summary());
    return new Outcome(answer, strike.delay(), delivery, () -> end(taken));
  }

  private void end(List<Limit> taken) {
    inFlight--;
    taken.forEach(Limit::leave);
  }

  private void record(
      Request request,
      int status,
      boolean applied,
      boolean replayed,
      String resource,
      String fault) {
    byte[] body = request.body();
    Optional<String> key = api.key(request);
    ledger.add(
        new ReceivedRequest(
            ledger.received() + 1,
            clock.next(),
            request.method(),
            request.path(),
            request.query(),
            request.headers(),
            body.length <= keptBodyBytes ? body : Arrays.copyOf(body, keptBodyBytes),
            body.length,
            status,
            applied,
            replayed,
            key,
            resource,
            fault),
        key.isPresent() ? Api.fingerprint(request) : 0);
  }

  private static Delivery cut(Delivery.Until until, Delivery.End end) {
    return new Delivery.Cut(until, end);
  }

  private static Outcome outcome(Delivery delivery, Runnable ended) {
    return new Outcome(Answer.empty(503), Duration.ZERO, delivery, ended);
  }

  /** What it is declared as. */
  public VendorConfig config() {
    return config;
  }

  /** Stops answering; it is up to the caller to refuse connections. */
  public void stop(Stop how) {
    stopped = Optional.of(how);
  }

  /** Answers again. */
  public void start() {
    stopped = Optional.empty();
  }

  /** How it is stopped, or empty while it answers. */
  public Optional<Stop> stopped() {
    return stopped;
  }

  /** Lets a fault strike from now on. */
  public ActiveFault add(Fault fault) {
    return faults.add(fault);
  }

  /** Ends a fault. */
  public void remove(ActiveFault fault) {
    faults.remove(fault);
  }

  /** Ends the fault with this number; false if it is not at work. */
  public boolean remove(String id) {
    Optional<ActiveFault> found =
        faults.active().stream().filter(f -> Integer.toString(f.id()).equals(id)).findFirst();
    found.ifPresent(faults::remove);
    return found.isPresent();
  }

  /** Ends all faults. */
  public void clearFaults() {
    faults.clear();
  }

  /** Lets come what is due as time passes. */
  public void grow() {
    api.collections().forEach(Records::grow);
  }

  /** As it was at the start: its records, faults, tokens, limits and counts; and it answers. */
  public void reset() {
    start();
    faults.clear();
    config.faults().forEach(faults::add);
    api.reset();
    forget();
  }

  /** Forgets what it received; everything else stays. */
  public void forget() {
    ledger.reset();
    peakInFlight = inFlight;
  }

  /**
   * Makes every access token invalid, and with {@code refresh} every refresh token, too; nothing
   * without OAuth2.
   */
  public void revoke(boolean refresh) {
    api.tokens()
        .ifPresent(
            t -> {
              t.revoke();
              if (refresh) {
                t.revokeRefresh();
              }
            });
  }

  /** How often a token was asked for, by grant type. */
  public Map<String, Integer> tokenRequests() {
    return api.tokens().map(Tokens::requests).orElse(Map.of());
  }

  /** The last requests, oldest first, within the bound. */
  public List<ReceivedRequest> received() {
    return ledger.last();
  }

  /** How many requests came in all. */
  public long receivedCount() {
    return ledger.received();
  }

  /** How many requests took effect. */
  public long appliedCount() {
    return ledger.applied();
  }

  /** Counts by idempotency key, in the order in which the keys came. */
  public Map<String, Tally> byKey() {
    return ledger.byKey();
  }

  /** Counts by method and path, such as {@code POST /tickets}. */
  public Map<String, Tally> byPath() {
    return ledger.byPath();
  }

  /** Counts by record, such as {@code tickets/17}. */
  public Map<String, Tally> byResource() {
    return ledger.byResource();
  }

  /** Counts by the status that was answered; 0 for no answer. */
  public Map<Integer, Integer> byStatus() {
    return ledger.byStatus();
  }

  /** Where the limits stand. */
  public List<LimitState> limits() {
    return api.limits().stream().map(Limit::state).toList();
  }

  /** The most requests that were ever at work at once. */
  public int peakInFlight() {
    return peakInFlight;
  }

  /**
   * The records of a collection, oldest first; empty if there is no such collection.
   *
   * @throws IllegalStateException if there were more than it holds
   */
  public Optional<ArrayNode> records(String collection) {
    return collection(collection)
        .map(
            records -> {
              if (records.store().dropped() > 0) {
                throw new IllegalStateException(
                    "%s of %s dropped its %d oldest records; raise bounds.records"
                        .formatted(collection, config.name(), records.store().dropped()));
              }
              return records.all();
            });
  }

  /**
   * Adds a record, or changes the one that has its id, from outside the API; empty if there is no
   * such collection.
   */
  public Optional<ObjectNode> put(String collection, ObjectNode record) {
    return collection(collection).map(c -> c.put(record));
  }

  /** Everything that a page shows. */
  public ObjectNode state() {
    return State.of(this);
  }

  private Optional<Records> collection(String name) {
    return api.collections().stream().filter(c -> c.config().name().equals(name)).findFirst();
  }

  Ledger ledger() {
    return ledger;
  }

  List<Records> collections() {
    return api.collections();
  }

  List<ActiveFault> faults() {
    return faults.active();
  }

  int unauthorized() {
    return api.gate().refused();
  }

  int inFlight() {
    return inFlight;
  }
}
