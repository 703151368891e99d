package dev.tenon.operator.admission;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tenon.api.v1alpha1.TenonResource;
import dev.tenon.engine.change.Actor;
import dev.tenon.engine.change.Change;
import dev.tenon.engine.change.Occasion;
import dev.tenon.engine.change.Right;
import dev.tenon.engine.estate.Estate;
import dev.tenon.engine.problem.ProblemText;
import dev.tenon.engine.quota.Ledger;
import dev.tenon.engine.review.Review;
import dev.tenon.engine.review.Verdict;
import dev.tenon.operator.admission.KindReader.Unreadable;
import dev.tenon.plan.Ref;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Answers whether a write may be: the same in a cluster, where an API server asks over TLS, and on
 * a laptop, where it asks in process. It keeps nothing of what it was asked: a dry run and a write
 * get the same answer, and neither reserves anything. Safe for threads.
 */
public final class AdmissionHandler {
  private static final Logger LOG = LoggerFactory.getLogger(AdmissionHandler.class);

  /** From an integration to its pattern, from there to its Systems, from there to their Teams. */
  private static final int ROUNDS = 3;

  private static final int BAD_REQUEST = 400;
  private static final int INTERNAL_ERROR = 500;

  private final Estate estate;
  private final Ledger ledger;
  private final Review review;
  private final Rights rights;
  private final Confirmation confirmation;
  private final KindReader reader = new KindReader();

  /**
   * A handler over that estate.
   *
   * @param ledger of the same estate
   */
  public AdmissionHandler(
      Estate estate, Ledger ledger, Review review, Rights rights, Confirmation confirmation) {
    this.estate = estate;
    this.ledger = ledger;
    this.review = review;
    this.rights = rights;
    this.confirmation = confirmation;
  }

  /**
   * The answer to one write. What is no object of this API is let through untouched.
   *
   * @param now the instant of the review; answers depend on its day in UTC only
   */
  public AdmissionResponse handle(AdmissionRequest request, Instant now) {
    Optional<String> kind = request.ours() ? reader.kind(request.resource()) : Optional.empty();
    if (kind.isEmpty()) {
      return AdmissionResponse.untouched();
    }
    try {
      Optional<Change> change =
          new Changes(reader, estate).of(request, kind.get()).filter(it -> Scope.reviews(request));
      return change.map(it -> answer(by(it, request), now)).orElseGet(AdmissionResponse::untouched);
    } catch (Unreadable e) {
      return AdmissionResponse.failed(
          BAD_REQUEST, "BadRequest", "the object cannot be read: " + e.getMessage());
    } catch (Rights.RightsUnknown e) {
      LOG.warn("{} of {} not judged: {}", request.operation(), request.resource(), e.getMessage());
      return AdmissionResponse.failed(
          INTERNAL_ERROR,
          "InternalError",
          "what user "
              + request.user().name()
              + " may do could not be found out; try again: "
              + e.getMessage());
    } catch (RuntimeException e) {
      LOG.error("review of {} {} failed", request.resource(), request.name(), e);
      return AdmissionResponse.failed(
          INTERNAL_ERROR,
          "InternalError",
          "an error of Tenon itself kept the review from its end, please report it; the log of its"
              + " admission has more");
    }
  }

  private Change by(Change change, AdmissionRequest request) {
    Ref of = change.of();
    Set<Right> asked = change.rights();
    Set<Right> granted =
        asked.isEmpty()
            ? Set.of()
            : rights.granted(request.user(), of.namespace(), of.name(), asked);
    return change.by(
        new Actor(request.user().name(), new TreeSet<>(request.user().groups()), granted));
  }

  private AdmissionResponse answer(Change change, Instant now) {
    Verdict verdict = verdict(change, now);
    Ref of = change.of();
    return verdict.allows()
        ? AdmissionResponse.allow(WarningTexts.of(verdict, of), AuditTexts.of(verdict))
        : AdmissionResponse.refuse(
            ProblemText.of(verdict.denials(), of),
            WarningTexts.of(verdict, of),
            AuditTexts.of(verdict));
  }

  /** Judges again for as long as what the verdict rests on turns out to be otherwise. */
  private Verdict verdict(Change change, Instant now) {
    Verdict verdict = review.of(change, estate, ledger, Occasion.Admission, now);
    for (int round = 0; round < ROUNDS; round++) {
      SortedSet<Ref> grounds = Grounds.of(change, verdict, estate);
      boolean otherwise = !grounds.isEmpty() && confirmation.objects(grounds);
      otherwise |= Grounds.waivable(verdict) && confirmation.waivers(change.of().namespace());
      if (!otherwise) {
        return verdict;
      }
      verdict = review.of(change, estate, ledger, Occasion.Admission, now);
    }
    return verdict;
  }

  /** Reads the change that a request is about. */
  private record Changes(KindReader reader, Estate estate) {
    /** Empty where there is nothing to judge: what is deleted is not known. */
    Optional<Change> of(AdmissionRequest request, String kind) {
      return switch (request.operation()) {
        case CREATE -> Optional.of(Change.create(object(request, kind, request.object())));
        case UPDATE ->
            Optional.of(
                Change.update(
                    object(request, kind, request.oldObject()),
                    object(request, kind, request.object())));
        case DELETE -> deleted(request, kind).map(Change::delete);
        case CONNECT -> Optional.empty();
      };
    }

    private Optional<TenonResource<?, ?>> deleted(AdmissionRequest request, String kind) {
      return request.oldObject().isPresent()
          ? Optional.of(object(request, kind, request.oldObject()))
          : estate.find(new Ref(kind, request.namespace(), request.name()));
    }

    private TenonResource<?, ?> object(
        AdmissionRequest request, String kind, Optional<ObjectNode> json) {
      ObjectNode given =
          json.orElseThrow(
              () -> new Unreadable(request.operation() + " comes without its objects"));
      TenonResource<?, ?> object = reader.read(request.resource(), given);
      agree("kind", kind, given.path("kind").asText());
      object
          .getMetadata()
          .setNamespace(
              agree("namespace", request.namespace(), object.getMetadata().getNamespace()));
      object.getMetadata().setName(agree("name", request.name(), object.getMetadata().getName()));
      if (object.getMetadata().getName() == null) {
        throw new Unreadable("it has no name");
      }
      return object;
    }

    /** What the request and the object both say; where one says nothing, what the other says. */
    private static String agree(String field, String request, String object) {
      boolean silent = object == null || object.isEmpty();
      if (!request.isEmpty() && !silent && !request.equals(object)) {
        throw new Unreadable(
            "its " + field + " is " + object + ", and the request says " + request);
      }
      String said = silent ? request : object;
      return said.isEmpty() ? null : said;
    }
  }
}
