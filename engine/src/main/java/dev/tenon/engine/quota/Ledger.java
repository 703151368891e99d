package dev.tenon.engine.quota;

import dev.tenon.api.v1alpha1.Claim;
import dev.tenon.api.v1alpha1.Integration;
import dev.tenon.api.v1alpha1.Limit;
import dev.tenon.api.v1alpha1.SystemResource;
import dev.tenon.engine.estate.IndexedEstate;
import dev.tenon.engine.estate.Refs;
import dev.tenon.plan.Grant;
import dev.tenon.plan.LimitId;
import dev.tenon.plan.Ref;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Shares the limits of Systems among the integrations that claim them: the more critical first,
 * then the older. What does not fit is granted as far as it fits, so lowering a limit shrinks the
 * shares of the least critical. Draft and Retired claim nothing; a limit of concurrency without a
 * claim is a claim of 1 for whoever calls the System.
 *
 * <p>It follows an estate by itself; a change costs what that integration claims, and where more is
 * claimed than there is, the sharing of that one limit. Safe for threads.
 */
public final class Ledger {
  private final IndexedEstate estate;
  private final Map<LimitId, Book> books = new ConcurrentHashMap<>();
  private final Map<Ref, Set<LimitId>> claimed = new HashMap<>();
  private final Set<Ref> changed = new HashSet<>();

  /** A ledger of that estate, which follows it from now on for as long as the estate lives. */
  public Ledger(IndexedEstate estate) {
    this.estate = estate;
    estate.watch(this::follow);
    estate.all(Refs.SYSTEM).forEach(this::follow);
    estate.all(Refs.INTEGRATION).forEach(this::follow);
  }

  private synchronized void follow(Ref ref) {
    if (ref.kind().equals(Refs.INTEGRATION)) {
      integration(ref);
    } else if (ref.kind().equals(Refs.SYSTEM)) {
      system(ref.name());
    }
  }

  private void system(String name) {
    Map<String, Limit> now = new HashMap<>();
    estate
        .system(name)
        .ifPresent(system -> system.spec().limits().forEach(it -> now.put(it.name(), it)));
    Set<String> names = new HashSet<>(now.keySet());
    books.keySet().stream()
        .filter(id -> id.system().equals(name))
        .forEach(id -> names.add(id.limit()));
    boolean implicit = false;
    for (String limit : names) {
      LimitId id = new LimitId(name, limit);
      Optional<Limit> declared = Optional.ofNullable(now.get(limit));
      boolean before = Optional.ofNullable(books.get(id)).map(Book::concurrency).orElse(false);
      implicit |= before != declared.map(it -> it.concurrency().isPresent()).orElse(false);
      Book book = books.computeIfAbsent(id, it -> new Book(declared));
      changed.addAll(book.limit(declared));
      if (declared.isEmpty() && book.empty()) {
        books.remove(id);
      }
    }
    if (implicit) {
      // whoever calls the System has a claim of 1 without saying so
      List.copyOf(estate.usersOf(Refs.system(name), Refs.INTEGRATION)).forEach(this::integration);
    }
  }

  private void integration(Ref ref) {
    Map<LimitId, Long> now = estate.integration(ref).map(it -> claims(ref, it)).orElseGet(Map::of);
    Set<LimitId> before = claimed.getOrDefault(ref, Set.of());
    for (LimitId id : before) {
      if (!now.containsKey(id)) {
        changed.addAll(book(id).leave(ref));
      }
    }
    now.forEach(
        (id, amount) ->
            changed.addAll(
                book(id).claim(Claimant.of(estate.integration(ref).orElseThrow(), amount))));
    if (now.isEmpty()) {
      claimed.remove(ref);
    } else {
      claimed.put(ref, Set.copyOf(now.keySet()));
    }
  }

  private Map<LimitId, Long> claims(Ref ref, Integration integration) {
    if (!integration.spec().stage().runs()) {
      return Map.of();
    }
    Map<LimitId, Long> claims = new HashMap<>();
    estate.references(ref).stream()
        .filter(it -> it.use().calls())
        .flatMap(it -> estate.system(it.to().name()).stream())
        .forEach(
            system ->
                system.spec().limits().stream()
                    .filter(limit -> limit.concurrency().isPresent())
                    .forEach(limit -> claims.put(id(system, limit), 1L)));
    for (Claim claim : integration.spec().claims()) {
      claims.put(new LimitId(claim.system(), claim.limit()), claim.amount());
    }
    return claims;
  }

  private static LimitId id(SystemResource system, Limit limit) {
    return new LimitId(system.getMetadata().getName(), limit.name());
  }

  private Book book(LimitId id) {
    return books.computeIfAbsent(id, it -> new Book(limit(it)));
  }

  /**
   * How each limit of a System is divided now, by the limit's name; empty for a System that is not
   * there. Costs as much as there are claims; whoever asks for one integration asks {@link
   * #granted} or {@link #grant}.
   */
  public SortedMap<String, Allocation> allocations(String system) {
    SortedMap<String, Allocation> allocations = new TreeMap<>();
    estate.system(system).stream()
        .flatMap(it -> it.spec().limits().stream())
        .forEach(
            limit ->
                allocation(new LimitId(system, limit.name()))
                    .ifPresent(one -> allocations.put(limit.name(), one)));
    return Collections.unmodifiableSortedMap(allocations);
  }

  /** How one limit of a System is divided, if there is such a limit. */
  public Optional<Allocation> allocation(LimitId id) {
    return Optional.ofNullable(books.get(id)).flatMap(Book::allocation);
  }

  /** What all integrations together claim of a limit. */
  public long claimed(LimitId id) {
    return Optional.ofNullable(books.get(id)).map(Book::claimed).orElse(0L);
  }

  /** Who claims some of a limit, be there such a limit or not, by name. */
  public SortedSet<Ref> claimants(LimitId id) {
    return Optional.ofNullable(books.get(id))
        .<SortedSet<Ref>>map(book -> new TreeSet<>(book.claimants()))
        .orElseGet(Collections::emptySortedSet);
  }

  /** What one integration claims of a limit, 0 where it claims nothing. */
  public long claimed(LimitId id, Ref integration) {
    return Optional.ofNullable(books.get(id)).map(book -> book.claimedBy(integration)).orElse(0L);
  }

  /**
   * What an integration was granted of a limit; empty where it claims nothing of it, or there is no
   * such limit.
   */
  public Optional<Long> granted(LimitId id, Ref integration) {
    return Optional.ofNullable(books.get(id)).flatMap(book -> book.granted(integration));
  }

  /**
   * What an integration may use now. A limit of calls or points that it claims nothing of is not in
   * it: review asks for the claim, and traffic that runs is not stopped by a limit that was added
   * later.
   *
   * @param replicas how many runners share it
   */
  public Grant grant(Ref integration, int replicas) {
    Set<LimitId> ids;
    synchronized (this) {
      ids = claimed.getOrDefault(integration, Set.of());
    }
    SortedMap<LimitId, Grant.Share> shares = new TreeMap<>();
    for (LimitId id : ids) {
      Optional.ofNullable(books.get(id))
          .flatMap(book -> book.share(integration))
          .ifPresent(share -> shares.put(id, share));
    }
    return new Grant(integration, shares, replicas);
  }

  private Optional<Limit> limit(LimitId id) {
    return estate
        .system(id.system())
        .flatMap(
            system ->
                system.spec().limits().stream()
                    .filter(limit -> limit.name().equals(id.limit()))
                    .findFirst());
  }

  /** The integrations whose grant may have changed since this was last asked. */
  public synchronized Set<Ref> takeChanged() {
    Set<Ref> taken = Set.copyOf(changed);
    changed.clear();
    return taken;
  }
}
