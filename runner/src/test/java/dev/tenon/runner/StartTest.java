package dev.tenon.runner;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tenon.plan.Consumer.Kind;
import dev.tenon.plan.Grant;
import dev.tenon.plan.Plan;
import dev.tenon.plan.Ref;
import dev.tenon.plan.Revision;
import dev.tenon.plan.RunnerReport;
import dev.tenon.plan.RunnerReport.Phase;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class StartTest {
  private final RunnerHost host =
      RunnerHost.open(
          RunnerSettings.DEFAULT.allowing(Set.of("test")).grace(Duration.ofSeconds(20)));
  private final Caller caller = new Caller(host);

  @AfterEach
  void close() {
    host.close();
  }

  @Test
  void aPlanThatWasChangedAfterRenderingIsRefused() {
    Plan plan = Plans.answering("a", "setBody: {constant: ok}").plan();
    Plan changed =
        new Plan(
            plan.of(),
            plan.revision(),
            plan.routes().replace("ok", "other"),
            plan.calls(),
            plan.systems(),
            plan.consumers(),
            plan.secrets(),
            plan.resilience(),
            plan.needs(),
            plan.facts());

    assertThat(refused(changed)).contains("was changed after it was rendered");
  }

  @Test
  void whatRoutesMayNotUseIsRefusedByName() {
    assertThat(refused(Plans.answering("a", "bean: {ref: x}").plan()))
        .contains("routes[0].route.from.steps[0].bean")
        .contains("the step bean may not be used");
    assertThat(refused(Plans.answering("a", "to: {uri: 'exec:rm'}").plan()))
        .contains("the scheme exec may not be used");
  }

  @Test
  void aKeyThatStandsTwiceIsRefused() {
    assertThat(
            refused(Plans.answering("a", "setBody: {constant: a}\nsetBody: {constant: b}").plan()))
        .contains("the routes are no YAML")
        .contains("duplicate key setBody");
  }

  @Test
  void everythingThatIsMissingIsNamed() {
    Plan plan =
        Plans.answering("a", "setBody: {constant: ok}")
            .needs("kafka", "timer")
            .speaks("jq", "datasonnet")
            .secret("helpdesk", "token")
            .stateful()
            .plan();

    assertThat(refused(plan))
        .contains("needs a state store")
        .contains("component kafka")
        .doesNotContain("component timer")
        .contains("language datasonnet")
        .doesNotContain("language jq")
        .contains("Secret helpdesk in namespace shop is missing or has no key token");
  }

  @Test
  void aPathOfAnotherIntegrationIsRefused() {
    assertThat(
            refused(
                Plans.of("shop", "a")
                    .route("r", Kind.Http, "platform-http:/shop/b", "setBody: {constant: ok}")
                    .plan()))
        .contains("route r listens on /shop/b, which is not its own")
        .contains("start with /shop/a");
  }

  @Test
  void aPathThatTwoRoutesListenOnIsRefused() {
    assertThat(
            refused(
                Plans.of("shop", "a")
                    .route("r", Kind.Http, "platform-http:/shop/a/{x}", "setBody: {constant: ok}")
                    .route("s", Kind.Http, "platform-http:/shop/a/{y}", "setBody: {constant: ok}")
                    .plan()))
        .contains("two routes listen on /shop/a/{y}");
  }

  @Test
  void aConsumerThatCannotStartLeavesNothingBehindAndMayBeTriedAgain() {
    TestComponent.cannotStart("port", "port 7 is taken");
    Plan plan =
        Plans.answering("a", "setBody: {constant: ok}")
            .route("other", Kind.Other, "test:port", "setBody: {constant: ok}")
            .plan();

    assertThat(refused(plan)).isEqualTo("route other: port 7 is taken");
    assertThat(caller.get("/shop/a").statusCode()).isEqualTo(503);

    TestComponent.canStart("port");
    assertThat(host.start(plan, Grant.unlimited(plan.of())).started()).isTrue();
    assertThat(caller.get("/shop/a").body()).isEqualTo("ok");
    assertThat(host.notRunning()).isEmpty();
  }

  @Test
  void aJqThatDoesNotParseIsRefused() {
    assertThat(refused(Plans.answering("a", "transform: {jq: {expression: '.a |'}}").plan()))
        .contains("jq");
  }

  @Test
  void textsArriveAsTheyStandInTheRoutes() {
    String text = "\\u00e9 \\U0001F600 $x & ?a=b RAW(x) %41 #{y} \\\" ' \\u2028";
    Plan plan = Plans.answering("a", "setBody: {constant: \"" + text + "\"}").plan();
    assertThat(host.start(plan, Grant.unlimited(plan.of())).cause()).isEmpty();

    assertThat(caller.get("/shop/a").body())
        .isEqualTo("\u00e9 \uD83D\uDE00 $x & ?a=b RAW(x) %41 #{y} \" ' \u2028");
  }

  @Test
  void theSameRevisionIsLeftAlone() {
    Plan plan = Plans.answering("a", "setBody: {constant: ok}").plan();
    host.start(plan, Grant.unlimited(plan.of()));
    Outcome again = host.start(plan, Grant.unlimited(plan.of()));

    assertThat(again.serving()).contains(plan.revision());
    assertThat(again.started()).isTrue();
  }

  @Test
  void aSecretThatAppearsLetsThePlanStart() {
    Plan plan = Plans.answering("a", "setBody: {constant: ok}").secret("helpdesk", "token").plan();
    boolean[] there = new boolean[1];
    try (RunnerHost other =
        RunnerHost.open(
            RunnerSettings.DEFAULT.reading(
                of -> key -> there[0] ? Optional.of("s3cret") : Optional.empty()))) {
      Outcome before = other.start(plan, Grant.unlimited(plan.of()));
      there[0] = true;
      Outcome after = other.start(plan, Grant.unlimited(plan.of()));

      assertThat(before.cause().orElseThrow()).contains("no key token").doesNotContain("s3cret");
      assertThat(after.started()).isTrue();
    }
  }

  private String refused(Plan plan) {
    Outcome outcome = host.start(plan, Grant.unlimited(plan.of()));
    assertThat(outcome.serving()).isEqualTo(Optional.<Revision>empty());
    RunnerReport report = host.report(plan.of()).orElseThrow();
    assertThat(report.phase()).isEqualTo(Phase.Failed);
    assertThat(report.cause()).isEqualTo(outcome.cause());
    assertThat(report.revision()).isEqualTo(plan.revision());
    return outcome.cause().orElseThrow();
  }

  static Ref ref(String name) {
    return Ref.integration("shop", name);
  }
}
