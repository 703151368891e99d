package dev.tenon.engine.quota;

import dev.tenon.api.v1alpha1.Claim;
import dev.tenon.api.v1alpha1.Integration;
import dev.tenon.api.v1alpha1.Limit;
import dev.tenon.api.v1alpha1.Stage;
import dev.tenon.api.v1alpha1.SystemResource;
import dev.tenon.engine.estate.Estate;
import dev.tenon.engine.estate.Reference.Use;
import dev.tenon.engine.estate.Refs;
import dev.tenon.plan.Grant;
import dev.tenon.plan.Grant.Share;
import dev.tenon.plan.Grant.Unit;
import dev.tenon.plan.LimitId;
import dev.tenon.plan.Ref;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Divides the limits of Systems among the integrations that use them: by criticality, then by age,
 * then by name. What is granted, never what is claimed, is what runs. An allocation is kept until
 * the System or one of its users changes.
 */
public final class Ledger {
  /**
   * What a limit of concurrency means for an integration that calls the System and claims nothing
   * of it.
   */
  private static final long UNCLAIMED_CONCURRENCY = 1;

  private static final Comparator<Integration> ORDER =
      Comparator.comparing((Integration integration) -> integration.spec().criticality())
          .reversed()
          .thenComparing(
              integration ->
                  Optional.ofNullable(integration.getMetadata().getCreationTimestamp())
                      .orElse("9999"))
          .thenComparing(Refs::of);

  private final Estate estate;
  private final Map<String, Kept> kept = new ConcurrentHashMap<>();

  private record Kept(long version, SortedMap<String, Allocation> allocations) {}

  /** A ledger of that estate. */
  public Ledger(Estate estate) {
    this.estate = estate;
  }

  /**
   * How each limit of a System is divided now, by the limit's name; empty for a System that is not
   * there.
   */
  public SortedMap<String, Allocation> allocations(String system) {
    long version = estate.version(Refs.system(system));
    Kept known = kept.get(system);
    if (known != null && known.version() == version) {
      return known.allocations();
    }
    SortedMap<String, Allocation> allocations =
        estate.system(system).map(this::divide).orElseGet(TreeMap::new);
    kept.put(system, new Kept(version, allocations));
    return allocations;
  }

  /** How one limit of a System is divided, if there is such a limit. */
  public Optional<Allocation> allocation(LimitId limit) {
    return Optional.ofNullable(allocations(limit.system()).get(limit.limit()));
  }

  /**
   * What an integration may use now. A limit of calls or points that it claims nothing of is not in
   * it: review asks for the claim, and traffic that runs is not stopped by a limit that was added
   * later.
   *
   * @param replicas how many runners share it
   */
  public Grant grant(Ref integration, int replicas) {
    SortedMap<LimitId, Share> shares = new TreeMap<>();
    for (String system : estate.systemsOf(integration)) {
      allocations(system)
          .values()
          .forEach(
              allocation -> {
                Long share = allocation.shares().get(integration);
                if (share != null) {
                  shares.put(
                      new LimitId(system, allocation.limit()),
                      new Share(
                          allocation.unit(), share, allocation.per(), allocation.costPerCall()));
                }
              });
    }
    return new Grant(integration, shares, replicas);
  }

  private SortedMap<String, Allocation> divide(SystemResource system) {
    List<Integration> users = users(system);
    SortedMap<String, Allocation> allocations = new TreeMap<>();
    for (Limit limit : system.spec().limits()) {
      allocations.put(limit.name(), divide(system, limit, users));
    }
    return allocations;
  }

  private static Allocation divide(SystemResource system, Limit limit, List<Integration> users) {
    SortedMap<Ref, Long> claims = new TreeMap<>();
    SortedMap<Ref, Long> shares = new TreeMap<>();
    long left = limit.allocatable();
    for (Integration user : users) {
      long claim = claim(user, system.getMetadata().getName(), limit);
      if (claim > 0) {
        long share = Math.min(claim, left);
        left -= share;
        claims.put(Refs.of(user), claim);
        shares.put(Refs.of(user), share);
      }
    }
    return new Allocation(
        limit.name(),
        unit(limit),
        limit.per(),
        limit.costPerCall().orElse(1L),
        limit.allocatable(),
        claims,
        shares);
  }

  private static long claim(Integration user, String system, Limit limit) {
    Optional<Long> claimed =
        user.spec().claims().stream()
            .filter(claim -> claim.system().equals(system) && claim.limit().equals(limit.name()))
            .map(Claim::amount)
            .findFirst();
    return claimed.orElse(limit.concurrency().isPresent() ? UNCLAIMED_CONCURRENCY : 0);
  }

  /**
   * Drafts and what is retired claim nothing. Whoever only receives events of a System makes no
   * calls of it.
   */
  private List<Integration> users(SystemResource system) {
    Ref ref = Refs.of(system);
    List<Integration> users = new ArrayList<>();
    for (Ref user : estate.usersOf(ref, Refs.INTEGRATION)) {
      boolean calls =
          estate.references(user).stream()
              .anyMatch(
                  reference ->
                      reference.to().equals(ref)
                          && (reference.use() == Use.Calls
                              || reference.use() == Use.External
                              || reference.use() == Use.Claims));
      if (calls) {
        estate
            .integration(user)
            .filter(integration -> claims(integration.spec().stage()))
            .ifPresent(users::add);
      }
    }
    users.sort(ORDER);
    return users;
  }

  private static boolean claims(Stage stage) {
    return stage != Stage.Draft && stage != Stage.Retired;
  }

  private static Unit unit(Limit limit) {
    if (limit.concurrency().isPresent()) {
      return Unit.Concurrency;
    }
    return limit.points().isPresent() ? Unit.Points : Unit.Calls;
  }
}
