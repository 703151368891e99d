package dev.tenon.camel.system;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.tenon.camel.RequestRefused;
import dev.tenon.camel.SystemUnavailable;
import dev.tenon.camel.system.foreign.ScriptedComponent;
import dev.tenon.plan.Credentials;
import dev.tenon.plan.Grant.Unit;
import dev.tenon.plan.RunnerReport.Trouble;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.camel.Exchange;
import org.h2.jdbcx.JdbcDataSource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Another component behind a System is guarded in the same way. */
class ForeignCallTest {
  private final ScriptedComponent component = new ScriptedComponent();

  private TestPlan plan() {
    return TestPlan.of("scripted:there")
        .sendAsItIs()
        .with(context -> context.addComponent("scripted", component));
  }

  private static SystemUnavailable unavailable(Exchange exchange) {
    assertThat(exchange.getException()).isInstanceOf(SystemUnavailable.class);
    return (SystemUnavailable) exchange.getException();
  }

  @Test
  void whatTheComponentAnswersIsTheMessage() throws Exception {
    component.work.set(
        exchange -> {
          exchange.getMessage().setBody("answer to " + exchange.getMessage().getBody(String.class));
          exchange.getMessage().setHeader("seen", true);
        });
    try (RunningPlan plan = plan().start()) {
      Exchange exchange = plan.send("deliver-1", "x", Map.of("kept", 1));
      assertThat(exchange.getMessage().getBody()).isEqualTo("answer to x");
      assertThat(exchange.getMessage().getHeaders()).containsEntry("kept", 1).containsKey("seen");
    }
  }

  @Test
  void aBranchThatComesTooLateWorksOnACopyAndKeepsItsPlaceUntilItEnds() throws Exception {
    CountDownLatch go = new CountDownLatch(1);
    CountDownLatch ended = new CountDownLatch(1);
    component.work.set(
        exchange -> {
          boolean interrupted = false;
          while (go.getCount() > 0) {
            try {
              go.await();
            } catch (InterruptedException e) {
              // a driver that does not let itself be interrupted
              interrupted = true;
            }
          }
          exchange.getMessage().setBody("late");
          exchange.getMessage().setHeader("late", interrupted);
          exchange.setProperty("late", true);
          ended.countDown();
        });
    TestPlan test =
        plan()
            .timeout(Duration.ofMillis(300))
            .attempts(1)
            .share("concurrent", Unit.Concurrency, 1, Duration.ZERO, 1);
    try (RunningPlan plan = test.start()) {
      Exchange exchange = plan.send("as it was");
      assertThat(unavailable(exchange).detail()).isEqualTo("no end within 300ms");
      assertThat(unavailable(plan.send("x")).detail())
          .startsWith("all 1 calls at a time are under way");
      go.countDown();
      ended.await();
      assertThat(exchange.getMessage().getBody()).isEqualTo("as it was");
      assertThat(exchange.getMessage().getHeaders()).isEmpty();
      assertThat(exchange.getProperty("late")).isNull();
      component.work.set(done -> {});
      await().atMost(Duration.ofSeconds(30)).until(() -> plan.send("x").getException() == null);
    }
  }

  @Test
  void anOutageIsTriedAgainWithTheWholeBody() throws Exception {
    AtomicInteger times = new AtomicInteger();
    component.work.set(
        exchange -> {
          String read = exchange.getMessage().getBody(String.class);
          if (times.incrementAndGet() < 3) {
            throw new IOException("hunter2 is not the password");
          }
          exchange.getMessage().setBody("read " + read);
        });
    try (RunningPlan plan = plan().start()) {
      InputStream once = new java.io.ByteArrayInputStream("all of it".getBytes());
      assertThat(plan.send(once).getMessage().getBody()).isEqualTo("read all of it");
      times.set(-10);
      assertThat(unavailable(plan.send("x")))
          .hasMessage("vendor is unavailable: the endpoint failed (attempt 3)");
    }
  }

  @Test
  void aMessageThatCannotFitIsRefusedAtOnce() throws Exception {
    component.work.set(
        exchange -> {
          throw new IllegalArgumentException("hunter2");
        });
    try (RunningPlan plan = plan().start()) {
      assertThat(plan.send("x").getException())
          .isInstanceOf(RequestRefused.class)
          .hasMessage(
              "vendor refused the request: the message does not fit the endpoint (attempt 1)");
    }
  }

  @Test
  void breakerAndQuotaAreThoseOfAnySystem() throws Exception {
    component.work.set(
        exchange -> {
          throw new IOException();
        });
    MemoryState state = new MemoryState();
    TestPlan test =
        plan()
            .attempts(1)
            .breaker(4, 2, Duration.ofMinutes(5))
            .state(state.store())
            .share("hourly", Unit.Calls, 3, Duration.ofHours(1), 1);
    try (RunningPlan plan = test.start()) {
      plan.send("x");
      plan.send("x");
      assertThat(unavailable(plan.send("x")).detail()).contains("circuit breaker");
      test.share("hourly", Unit.Calls, 0, Duration.ofHours(1), 1);
      assertThat(unavailable(plan.send("x")).trouble()).isEqualTo(Trouble.QuotaExhausted);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"a&b=c", "x+y", "100%25", "a b", "{not}", "$simple{x}", "é=ü", "?q#f"})
  void aParametersValueArrivesAsItIsWritten(String value) throws Exception {
    try (RunningPlan plan = plan().parameter("option", value).start()) {
      assertThat(component.last.get().given).containsExactly(Map.entry("option", value));
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"{{env:HOME}}", "RAW(x)", "RAW{x}", "#class:java.lang.Object", "#type:x:y"})
  void aValueThatCamelWouldNotTakeAsItIsWrittenIsRefused(String value) {
    assertThatThrownBy(() -> plan().parameter("option", value).start())
        .hasStackTraceContaining("System vendor has");
  }

  @Test
  void userAndPasswordAreReadFromTheSecretAndARotationNeedsNoRestart() throws Exception {
    TestPlan test =
        plan()
            .credentials(new Credentials.Basic("s"))
            .secret("s", "username", "ada")
            .secret("s", "password", "a&b {{x}} RAW(y)");
    try (RunningPlan plan = test.start()) {
      assertThat(plan.send("x").getException()).isNull();
      assertThat(component.last.get().username).isEqualTo("ada");
      assertThat(component.last.get().password).isEqualTo("a&b {{x}} RAW(y)");
      test.secret("s", "password", "next");
      assertThat(plan.send("x").getException()).isNull();
      assertThat(component.last.get().password).isEqualTo("next");
      assertThat(component.producers).hasValue(2);
      test.secret("s", "password", "");
      assertThat(unavailable(plan.send("x")).detail())
          .isEqualTo("the Secret s has no key password: add it");
    }
  }

  @Test
  void credentialsThatTheComponentHasNoPlaceForAreRefused(@TempDir Path folder) {
    assertThatThrownBy(() -> plan().credentials(new Credentials.Bearer("s")).start())
        .hasStackTraceContaining("takes credentials of the types None and Basic only");
    TestPlan file =
        TestPlan.of("file:" + folder)
            .sendAsItIs()
            .credentials(new Credentials.Basic("s"))
            .secret("s", "username", "a")
            .secret("s", "password", "b");
    assertThatThrownBy(file::start)
        .hasStackTraceContaining("has no options for a user and a password");
  }

  @Test
  void aComponentThatIsNotThereIsNamed() {
    assertThatThrownBy(() -> TestPlan.of("kafka:topic").sendAsItIs().start())
        .hasStackTraceContaining("needs the Camel component kafka, which is not installed");
    assertThatThrownBy(() -> TestPlan.of("system:other").sendAsItIs().start())
        .hasStackTraceContaining("cannot be an endpoint of Tenon's own");
  }

  @Test
  void aFileIsWrittenUnderTheNameThatIsStated(@TempDir Path folder) throws Exception {
    try (RunningPlan plan =
        TestPlan.of("file:" + folder).sendAsItIs().parameter("fileName", "a&b=c+d.txt").start()) {
      assertThat(plan.send("content").getException()).isNull();
      assertThat(Files.readString(folder.resolve("a&b=c+d.txt"))).isEqualTo("content");
      // out of its folder by a header: the component's own jail
      plan.send("deliver-1", "x", Map.of(Exchange.FILE_NAME, "../out.txt"));
      assertThat(Files.exists(folder.resolve("../out.txt"))).isFalse();
    }
  }

  @Test
  void aRowThatTheDatabaseRefusesIsRefusedAndADatabaseThatIsAwayIsAway() throws Exception {
    JdbcDataSource database = new JdbcDataSource();
    database.setURL("jdbc:h2:mem:orders;DB_CLOSE_DELAY=-1");
    try (var connection = database.getConnection();
        var statement = connection.createStatement()) {
      statement.execute("create table orders (id int primary key)");
      TestPlan test =
          TestPlan.of("sql:insert into orders (id) values (:#${body})")
              .sendAsItIs()
              .parameter("dataSource", "#orders")
              .with(context -> context.getRegistry().bind("orders", database));
      try (RunningPlan plan = test.start()) {
        assertThat(plan.send(1).getException()).isNull();
        assertThat(plan.send(1).getException())
            .isInstanceOf(RequestRefused.class)
            .hasMessageContaining("the database refuses the statement (SQLSTATE 23505)");
        statement.execute("shutdown");
        database.setURL("jdbc:h2:tcp://localhost:1/none");
        assertThat(unavailable(plan.send(2)).detail()).startsWith("the database failed");
      }
    }
  }
}
