package dev.tenon.sandbox.webhook;

import dev.tenon.sandbox.config.Template;
import dev.tenon.sandbox.config.WebhookConfig;
import dev.tenon.sandbox.config.WebhookConfig.Payload;
import dev.tenon.sandbox.config.WebhookConfig.Schedule;
import dev.tenon.sandbox.http.Loop;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;

/**
 * A webhook at work: makes events, signs each attempt anew, repeats what is not taken, and counts.
 * It works on the senders' loop; its methods may be called from any thread.
 */
public final class WebhookService {
  private static final String AGENT = "sandbox-webhook/1";

  private final WebhookConfig config;
  private final Loop loop;
  private final Courier courier;
  private final long seed;
  private final SplittableRandom random;
  private final AtomicLong sent = new AtomicLong();
  private final AtomicLong attempts = new AtomicLong();
  private final AtomicLong acknowledged = new AtomicLong();
  private final AtomicLong gaveUp = new AtomicLong();
  private final ConcurrentSkipListMap<String, AtomicLong> replies = new ConcurrentSkipListMap<>();
  private volatile Optional<URI> url;
  private volatile Optional<LoadReport> lastLoad = Optional.empty();
  private volatile Optional<Future<?>> schedule = Optional.empty();
  private volatile int round;
  private long made;

  /** One event on its way. */
  private record Letter(
      URI url,
      String name,
      String id,
      byte[] body,
      Event event,
      int round,
      CompletableFuture<Reply> done) {}

  WebhookService(WebhookConfig config, Loop loop, Courier courier, long seed) {
    this.config = config;
    this.loop = loop;
    this.courier = courier;
    this.seed = seed;
    // not by the seed: a receiver that remembers ids must not take a restarted vendor's for old
    // ones
    this.random = new SplittableRandom();
    this.url = config.url();
    config.schedule().ifPresent(this::schedule);
  }

  /** What it is declared as. */
  public WebhookConfig config() {
    return config;
  }

  /** Who gets the events, if somebody does. */
  public Optional<URI> url() {
    return url;
  }

  /** Sends to somebody else from now on. */
  public void to(URI receiver) {
    url = Optional.of(receiver);
  }

  /**
   * Sends an event at once.
   *
   * @return what came of it in the end, after its last attempt
   * @throws IllegalStateException if nobody is named who gets it
   */
  public CompletableFuture<Reply> send(Event event) {
    URI receiver =
        event
            .url()
            .or(() -> url)
            .orElseThrow(
                () ->
                    new IllegalStateException(
                        "webhook "
                            + config.name()
                            + " has no url; declare one or name one with the call"));
    CompletableFuture<Reply> done = new CompletableFuture<>();
    loop.later(() -> attempt(letter(receiver, event, done), 1));
    return done;
  }

  /**
   * Sends the next event again and again, in place of what was scheduled before; events without a
   * receiver are left out.
   */
  public void schedule(Schedule when) {
    stop();
    loop.run(() -> plan(when.first(), when, 1));
  }

  private void plan(Duration in, Schedule when, long number) {
    if (when.times().isPresent() && number > when.times().getAsInt()) {
      schedule = Optional.empty();
      return;
    }
    schedule =
        Optional.of(
            loop.after(
                in,
                () -> {
                  plan(when.every(), when, number + 1);
                  if (url.isPresent()) {
                    send(Event.next());
                  }
                }));
  }

  /** Ends the schedule; what is under way goes on. */
  public void stop() {
    loop.run(
        () -> {
          schedule.ifPresent(future -> future.cancel(false));
          schedule = Optional.empty();
        });
  }

  /** Whether events are still scheduled. */
  public boolean isScheduled() {
    return schedule.isPresent();
  }

  /**
   * Sends events at a constant rate, each once, without repeating.
   *
   * @throws IllegalStateException if nobody is named who gets them
   */
  public CompletableFuture<LoadReport> load(Load load) {
    URI receiver =
        url.orElseThrow(
            () ->
                new IllegalStateException(
                    "webhook "
                        + config.name()
                        + " has no url; declare one or name one with the call"));
    CompletableFuture<LoadReport> done = new CompletableFuture<>();
    loop.later(
        () -> {
          courier.most(load.connections());
          new LoadRun(loop, load, then -> single(receiver, then), done).start();
        });
    return done.whenComplete((report, failure) -> lastLoad = Optional.ofNullable(report));
  }

  private void single(URI receiver, Consumer<Reply> then) {
    Letter letter = letter(receiver, Event.next(), new CompletableFuture<>());
    once(
        letter,
        1,
        reply -> {
          settle(letter, reply);
          then.accept(reply);
        });
  }

  /** What the last load showed. */
  public Optional<LoadReport> lastLoad() {
    return lastLoad;
  }

  /** What became of the events so far. */
  public WebhookCounts counts() {
    TreeMap<String, Long> words = new TreeMap<>();
    replies.forEach((word, count) -> words.put(word, count.get()));
    long ended = acknowledged.get() + gaveUp.get();
    long begun = sent.get();
    return new WebhookCounts(
        begun, attempts.get(), acknowledged.get(), gaveUp.get(), Math.max(0, begun - ended), words);
  }

  /**
   * As at the start: nothing counted, and scheduled as declared; what waits for another attempt
   * gets none.
   */
  public void reset() {
    stop();
    round++;
    url = config.url();
    sent.set(0);
    attempts.set(0);
    acknowledged.set(0);
    gaveUp.set(0);
    replies.clear();
    config.schedule().ifPresent(this::schedule);
  }

  private Letter letter(URI receiver, Event event, CompletableFuture<Reply> done) {
    long number = made++;
    String id =
        event
            .id()
            .orElseGet(
                () ->
                    new UUID(
                            random.nextLong() & ~0xF000L | 0x4000L,
                            random.nextLong() & ~(3L << 62) | 1L << 63)
                        .toString());
    byte[] body;
    String name = event.name().or(config::event).orElse("");
    if (event.body().isPresent()) {
      body = event.body().get();
    } else if (config.template().isPresent()) {
      body =
          Template.fill(config.template().get(), seed, number + 1, Instant.now())
              .toString()
              .getBytes(StandardCharsets.UTF_8);
    } else {
      Payload payload = config.payloads().get((int) (number % config.payloads().size()));
      body = payload.body();
      name = name.isEmpty() ? payload.event() : name;
    }
    return new Letter(receiver, name, id, body, event, round, done);
  }

  private void attempt(Letter letter, int number) {
    once(
        letter,
        number,
        reply -> {
          boolean again =
              !reply.taken()
                  && letter.round == round
                  && config.retry().map(retry -> number < retry.attempts()).orElse(false);
          if (again) {
            loop.after(
                config.retry().orElseThrow().before(number + 1),
                () -> again(letter, number + 1, reply));
          } else {
            settle(letter, reply);
            letter.done.complete(reply);
          }
        });
  }

  private void again(Letter letter, int number, Reply last) {
    if (letter.round == round) {
      attempt(letter, number);
    } else {
      letter.done.complete(last);
    }
  }

  /** One request. */
  private void once(Letter letter, int number, Consumer<Reply> then) {
    sent.addAndGet(number == 1 ? 1 : 0);
    attempts.incrementAndGet();
    courier.post(
        letter.url,
        headers(letter, number),
        letter.body,
        config.timeout(),
        reply -> {
          if (letter.round == round) {
            replies.computeIfAbsent(reply.word(), word -> new AtomicLong()).incrementAndGet();
          }
          then.accept(reply);
        });
  }

  /** Counts an event that is not sent again. */
  private void settle(Letter letter, Reply reply) {
    if (letter.round == round) {
      (reply.taken() ? acknowledged : gaveUp).incrementAndGet();
    }
  }

  private Map<String, String> headers(Letter letter, int number) {
    Event event = letter.event;
    Map<String, String> headers = new LinkedHashMap<>();
    headers.put("Content-Type", "application/json");
    headers.put("User-Agent", AGENT);
    config.eventHeader().ifPresent(header -> headers.put(header, letter.name));
    config.idHeader().ifPresent(header -> headers.put(header, letter.id));
    if (config.scheme() instanceof WebhookConfig.Slack && number > 1) {
      headers.put("X-Slack-Retry-Num", Integer.toString(number - 1));
    }
    headers.putAll(config.headers());
    if (event.signed() != Event.Signed.Not) {
      String secret = event.secret().orElse(config.scheme().secret());
      byte[] body =
          event.signed() == Event.Signed.Right
              ? letter.body
              : (new String(letter.body, StandardCharsets.ISO_8859_1) + " ")
                  .getBytes(StandardCharsets.ISO_8859_1);
      headers.putAll(
          Signatures.headers(
              config.scheme(),
              secret,
              letter.url.toString(),
              body,
              Instant.now().minus(event.age())));
    }
    headers.putAll(event.headers());
    return headers;
  }
}
