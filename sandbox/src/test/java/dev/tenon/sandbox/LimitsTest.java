package dev.tenon.sandbox;

import static dev.tenon.sandbox.Eventually.await;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tenon.sandbox.config.Fault;
import dev.tenon.sandbox.config.SandboxConfig;
import dev.tenon.sandbox.vendor.LimitState;
import java.net.http.HttpHeaders;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class LimitsTest {
  private final Sandbox sandbox =
      Sandbox.start(
          SandboxConfig.parse(
              """
              vendors:
                plain: {limits: [{name: burst, calls: 2, per: 1000s}], answers: [{path: /**}]}
                date: {limits: [{name: burst, calls: 1, per: 1h, retryAfter: Date, headers: None}], answers: [{path: /**}]}
                silent: {limits: [{name: burst, calls: 1, per: 1h, retryAfter: None, status: 503}], answers: [{path: /**}]}
                hubspot: {api: HubSpot, limits: [{name: burst, calls: 10, per: 600s}, {name: daily, calls: 1000, per: 1d}], answers: [{path: /**}]}
                salesforce: {api: Salesforce, limits: [{name: daily, calls: 2, per: 24h}], answers: [{path: /**}]}
                github: {api: GitHub, limits: [{name: hourly, calls: 100, per: 1h, cost: 10}], answers: [{path: /**}]}
                shopify: {limits: [{name: bucket, calls: 40, per: 1h, headers: Shopify}], answers: [{path: /**}]}
                narrow: {limits: [{name: parallel, concurrency: 2}], answers: [{path: /**}]}
                partly: {limits: [{name: search, calls: 1, per: 1h, path: /search/**}], answers: [{path: /**}]}
                large: {limits: [{name: day, calls: 1000000, per: 24h, cost: 500001}, {name: rest, calls: 500000, per: 24h}], answers: [{path: /**}]}
              """));

  @AfterEach
  void close() {
    sandbox.close();
  }

  private HttpResponse<String> get(String vendor) {
    return Http.get(sandbox.uri(vendor), "/x");
  }

  @Test
  void callsBeyondTheLimitAreRefusedUntilTheWindowHasRolledOn() {
    assertThat(get("plain").statusCode()).isEqualTo(200);
    sandbox.advance(Duration.ofSeconds(600));
    assertThat(get("plain").statusCode()).isEqualTo(200);
    HttpResponse<String> refused = get("plain");
    assertThat(refused.statusCode()).isEqualTo(429);
    assertThat(Integer.parseInt(refused.headers().firstValue("retry-after").orElseThrow()))
        .isBetween(1, 400);

    sandbox.advance(Duration.ofSeconds(400));
    assertThat(get("plain").statusCode()).as("the first call has left the window").isEqualTo(200);
    assertThat(get("plain").statusCode()).as("the second has not").isEqualTo(429);
    assertThat(sandbox.vendor("plain").limits())
        .containsExactly(new LimitState("burst", 2, 2, 2, 2));
  }

  @Test
  void aRefusalCanSayWhenAsADateOrNotAtAll() {
    get("date");
    HttpHeaders headers = get("date").headers();
    ZonedDateTime when =
        ZonedDateTime.parse(
            headers.firstValue("retry-after").orElseThrow(), DateTimeFormatter.RFC_1123_DATE_TIME);
    assertThat(when.toInstant()).isBetween(Instant.now(), Instant.now().plusSeconds(3601));
    assertThat(headers.firstValue("ratelimit-limit")).isEmpty();
    get("silent");
    assertThat(get("silent").statusCode()).isEqualTo(503);
    assertThat(get("silent").headers().firstValue("retry-after")).isEmpty();
  }

  @Test
  void limitsAreToldInTheMannerOfEachVendor() {
    HttpHeaders hubspot = get("hubspot").headers();
    assertThat(hubspot.firstValue("x-hubspot-ratelimit-max")).contains("10");
    assertThat(hubspot.firstValue("x-hubspot-ratelimit-remaining")).contains("9");
    assertThat(hubspot.firstValue("x-hubspot-ratelimit-interval-milliseconds")).contains("600000");
    assertThat(hubspot.firstValue("x-hubspot-ratelimit-daily")).contains("1000");
    assertThat(hubspot.firstValue("x-hubspot-ratelimit-daily-remaining")).contains("999");
    assertThat(get("salesforce").headers().firstValue("sforce-limit-info"))
        .contains("api-usage=1/2");
    HttpHeaders github = get("github").headers();
    assertThat(github.firstValue("x-ratelimit-limit")).contains("100");
    assertThat(github.firstValue("x-ratelimit-remaining")).contains("90");
    assertThat(Long.parseLong(github.firstValue("x-ratelimit-reset").orElseThrow()))
        .isBetween(Instant.now().getEpochSecond() + 3500, Instant.now().getEpochSecond() + 3601);
    assertThat(get("shopify").headers().firstValue("x-shopify-shop-api-call-limit"))
        .contains("1/40");
    assertThat(get("plain").headers().firstValue("ratelimit-remaining")).contains("1");
  }

  @Test
  void salesforceRefusesWith403AndItsOwnWord() {
    get("salesforce");
    get("salesforce");
    HttpResponse<String> refused = get("salesforce");
    assertThat(refused.statusCode()).isEqualTo(403);
    assertThat(refused.body()).contains("REQUEST_LIMIT_EXCEEDED");
  }

  @Test
  void onlySoManyRequestsRunAtOnce() throws Exception {
    Vendor narrow = sandbox.vendor("narrow");
    Vendor.Striking late = narrow.fault(Fault.latency(Duration.ofHours(1)).on("/slow"));
    String slow = "GET /narrow/slow HTTP/1.1\r\nHost: x\r\n\r\n";
    try (Wire one = new Wire(sandbox.uri()).send(slow)) {
      try (Wire two = new Wire(sandbox.uri()).send(slow)) {
        await().until(() -> late.struck() == 2);
        HttpResponse<String> refused = get("narrow");
        assertThat(refused.statusCode()).isEqualTo(429);
        assertThat(refused.headers().firstValue("retry-after")).contains("1");
        assertThat(two.socket().isConnected()).isTrue();
      }
      // the vendor goes on with what its client gave up
      assertThat(get("narrow").statusCode()).isEqualTo(429);
      assertThat(one.socket().isConnected()).isTrue();
    }
    assertThat(narrow.limits()).containsExactly(new LimitState("parallel", 2, 2, 2, 2));
    assertThat(narrow.peakInFlight()).isEqualTo(3);
  }

  @Test
  void aPlaceIsFreeAgainWhenItsRequestIsAnswered() {
    for (int i = 0; i < 5; i++) {
      assertThat(get("narrow").statusCode()).isEqualTo(200);
    }
    assertThat(sandbox.vendor("narrow").limits())
        .containsExactly(new LimitState("parallel", 2, 0, 1, 0));
  }

  @Test
  void aLimitCanConcernAPartOfTheApi() {
    assertThat(Http.get(sandbox.uri("partly"), "/search/a").statusCode()).isEqualTo(200);
    assertThat(Http.get(sandbox.uri("partly"), "/search/b").statusCode()).isEqualTo(429);
    assertThat(get("partly").statusCode()).isEqualTo(200);
    assertThat(get("partly").headers().firstValue("ratelimit-limit")).isEmpty();
  }

  @Test
  void whatOneLimitRefusesTheOthersDoNotCount() {
    get("large");
    assertThat(get("large").statusCode()).isEqualTo(429);
    assertThat(sandbox.vendor("large").limits()).extracting(LimitState::used).containsExactly(1, 1);
    sandbox.advance(Duration.ofHours(25));
    assertThat(get("large").statusCode()).isEqualTo(200);
  }

  @Test
  void whatAFaultAnswersUsesNoLimit() {
    sandbox.vendor("plain").fault(Fault.status(500).times(5));
    for (int i = 0; i < 5; i++) {
      get("plain");
    }
    assertThat(get("plain").statusCode()).isEqualTo(200);
  }
}
