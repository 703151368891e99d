package dev.tenon.runner.http;

import dev.tenon.runner.http.Exchanges.Incoming;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.apache.camel.Exchange;
import org.apache.camel.NoTypeConversionAvailableException;
import org.apache.camel.Processor;
import org.apache.camel.Suspendable;
import org.apache.camel.component.platform.http.PlatformHttpEndpoint;
import org.apache.camel.component.platform.http.spi.PlatformHttpConsumer;
import org.apache.camel.support.DefaultConsumer;

/**
 * A route's end at the shared server: makes an exchange of a request and an answer of the exchange.
 */
final class FrontConsumer extends DefaultConsumer implements PlatformHttpConsumer, Suspendable {
  private final ContextHttp http;
  private final ContextHttp.FailureSink failures;
  private final PathTemplate template;
  private final Set<String> methods;

  FrontConsumer(
      ContextHttp http,
      PlatformHttpEndpoint endpoint,
      Processor processor,
      ContextHttp.FailureSink failures) {
    super(endpoint, processor);
    this.http = http;
    this.failures = failures;
    this.template = http.template(endpoint.getPath());
    this.methods = Set.copyOf(list(endpoint.getHttpMethodRestrict()));
  }

  @Override
  public PlatformHttpEndpoint getEndpoint() {
    return (PlatformHttpEndpoint) super.getEndpoint();
  }

  @Override
  protected void doStart() throws Exception {
    super.doStart();
    http.add(this);
  }

  @Override
  protected void doStop() throws Exception {
    http.remove(this);
    super.doStop();
  }

  PathTemplate template() {
    return template;
  }

  /** Upper case; none means all. */
  Set<String> methods() {
    return methods;
  }

  /** Whether a body of that type may come; none declared means any. */
  boolean consumes(String contentType) {
    return contentType.isEmpty() || MediaTypes.anyMatches(getEndpoint().getConsumes(), contentType);
  }

  /** Whether what comes back is what the caller takes. */
  boolean produces(String accept) {
    return accept.isEmpty()
        || list(accept).stream()
            .anyMatch(wanted -> MediaTypes.anyMatches(getEndpoint().getProduces(), wanted));
  }

  /** Says that a request was not let in. */
  void turnedAway() {
    failures.turnedAway(template.text());
  }

  /** Runs the route and gives its answer; never throws. */
  Answer run(Incoming incoming) {
    Exchange exchange = createExchange(false);
    try {
      Exchanges.fill(exchange, incoming, getEndpoint().getHeaderFilterStrategy());
      createUoW(exchange);
      getProcessor().process(exchange);
    } catch (Exception | Error e) {
      exchange.setException(e);
    }
    try {
      return answer(exchange, incoming);
    } finally {
      doneUoW(exchange);
      releaseExchange(exchange, false);
    }
  }

  private Answer answer(Exchange exchange, Incoming incoming) {
    if (exchange.getException() == null) {
      try {
        return Exchanges.answer(
            exchange, incoming, getEndpoint().getHeaderFilterStrategy(), onlyProduct());
      } catch (NoTypeConversionAvailableException | RuntimeException e) {
        exchange.setException(e);
      }
    }
    String id = UUID.randomUUID().toString();
    ProblemDetails problem =
        FailureAnswers.of(exchange.getException(), id, incoming.body(), incoming.contentType());
    failures.failed(route(exchange), problem.instance().map(any -> id), exchange.getException());
    return problem.answer();
  }

  /** Known from the exchange alone: this consumer is one inside of the route's own. */
  private String route(Exchange exchange) {
    return Optional.ofNullable(exchange.getFromRouteId()).orElse(template.text());
  }

  private Optional<String> onlyProduct() {
    List<String> products = list(getEndpoint().getProduces());
    return products.size() == 1 && !products.get(0).contains("*")
        ? Optional.of(products.get(0))
        : Optional.empty();
  }

  private static List<String> list(String commaSeparated) {
    return commaSeparated == null
        ? List.of()
        : Arrays.stream(commaSeparated.split(","))
            .map(String::strip)
            .filter(text -> !text.isEmpty())
            .collect(Collectors.toList());
  }

  /** Media types, as far as declarations of them match requests. */
  private static final class MediaTypes {
    static boolean anyMatches(String declared, String asked) {
      List<String> all = list(declared);
      return all.isEmpty() || all.stream().anyMatch(one -> matches(one, asked));
    }

    private static boolean matches(String one, String other) {
      String[] a = parts(one);
      String[] b = parts(other);
      return same(a[0], b[0]) && same(a[1], b[1]);
    }

    private static boolean same(String one, String other) {
      return one.equals("*") || other.equals("*") || one.equals(other);
    }

    private static String[] parts(String type) {
      int end = type.indexOf(';');
      String media = (end < 0 ? type : type.substring(0, end)).strip().toLowerCase(Locale.ROOT);
      int slash = media.indexOf('/');
      return slash < 0
          ? new String[] {media, "*"}
          : new String[] {media.substring(0, slash), media.substring(slash + 1)};
    }
  }
}
