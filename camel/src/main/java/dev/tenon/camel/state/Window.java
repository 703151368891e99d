package dev.tenon.camel.state;

import dev.tenon.camel.state.Permits.Block;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * A rolling window of permits, as a value. A permit counts from its taking until a whole period
 * after the end of its bucket, because it may be used until then: so no period of the given length
 * sees more uses than the share.
 *
 * @param buckets by their end, in ascending order
 */
record Window(List<Bucket> buckets) {

  /** What was taken until an end, in milliseconds since 1970. */
  record Bucket(long end, long taken) {}

  /** What a taking gives, and the window after it. */
  record Taking(Block block, Window after) {}

  static Window parse(String text) {
    List<Bucket> buckets = new ArrayList<>();
    for (String pair : text.isEmpty() ? new String[0] : text.split(";")) {
      int colon = pair.indexOf(':');
      buckets.add(
          new Bucket(
              Long.parseLong(pair.substring(0, colon)), Long.parseLong(pair.substring(colon + 1))));
    }
    return new Window(List.copyOf(buckets));
  }

  String text() {
    StringBuilder text = new StringBuilder();
    for (Bucket bucket : buckets) {
      text.append(text.isEmpty() ? "" : ";")
          .append(bucket.end())
          .append(':')
          .append(bucket.taken());
    }
    return text.toString();
  }

  /** What counts at an instant. */
  Window at(Duration per, Instant now) {
    long gone = now.toEpochMilli() - per.toMillis();
    // an end further away than the present bucket's was written under a clock that was wrong since
    long latest = Permits.usableUntil(per, now).toEpochMilli();
    List<Bucket> counting = new ArrayList<>();
    for (Bucket bucket : buckets) {
      if (bucket.end() > gone) {
        add(counting, Math.min(bucket.end(), latest), bucket.taken());
      }
    }
    counting.sort(Comparator.comparingLong(Bucket::end));
    return new Window(List.copyOf(counting));
  }

  long taken() {
    return buckets.stream().mapToLong(Bucket::taken).sum();
  }

  Taking take(long wanted, long share, Duration per, Instant now) {
    if (wanted < 1) {
      throw new IllegalArgumentException("at least one permit is taken, not " + wanted);
    }
    Window present = at(per, now);
    long free = share - present.taken();
    if (free <= 0) {
      return new Taking(new Block(0, present.nextAt(share, per)), present);
    }
    long permits = Math.min(wanted, free);
    List<Bucket> after = new ArrayList<>(present.buckets);
    add(after, Permits.usableUntil(per, now).toEpochMilli(), permits);
    return new Taking(new Block(permits, Optional.empty()), new Window(List.copyOf(after)));
  }

  /** Two ends in one bucket's place add up. */
  private static void add(List<Bucket> buckets, long end, long taken) {
    for (int i = 0; i < buckets.size(); i++) {
      if (buckets.get(i).end() == end) {
        buckets.set(i, new Bucket(end, buckets.get(i).taken() + taken));
        return;
      }
    }
    buckets.add(new Bucket(end, taken));
  }

  /** When enough buckets have gone that one permit is free; never, when nothing was granted. */
  private Optional<Instant> nextAt(long share, Duration per) {
    if (share < 1) {
      return Optional.empty();
    }
    long left = taken();
    for (Bucket bucket : buckets) {
      left -= bucket.taken();
      if (left < share) {
        return Optional.of(Instant.ofEpochMilli(bucket.end()).plus(per));
      }
    }
    return Optional.empty();
  }
}
