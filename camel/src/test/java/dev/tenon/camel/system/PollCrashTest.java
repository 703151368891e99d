package dev.tenon.camel.system;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.tenon.camel.state.Backend;
import dev.tenon.sandbox.Sandbox;
import dev.tenon.sandbox.Vendor;
import dev.tenon.sandbox.config.Fault;
import dev.tenon.sandbox.config.SandboxConfig;
import dev.tenon.sandbox.vendor.Tally;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A process that is killed between a page and its checkpoint reads the page again. */
class PollCrashTest {
  private static final int CONTACTS = 400;
  private static final int KILLS = 2;

  @ParameterizedTest
  @EnumSource(Backend.class)
  void whatIsReadAgainIsKnownByItsKeyAndNotHandedOnAgain(Backend backend, @TempDir Path folder)
      throws Exception {
    Random random = new Random(20261124);
    Backend.Home home = backend.home(folder);
    try (Sandbox sandbox =
        Sandbox.start(
            SandboxConfig.parse(
                "vendors: {v: {port: 0, idempotency: {honour: false}, collections: "
                    + "{contacts: {updated: updatedAt, paging: {size: 20}}, leads: {}}}}"))) {
      Vendor vendor = sandbox.vendor("v");
      for (int i = 0; i < CONTACTS; i++) {
        vendor.put("contacts", new JsonMapper().createObjectNode().put("name", "n" + i));
      }
      // slow pages, so that a kill falls between the first and the last of a pass
      Vendor.Striking slow =
          vendor.fault(Fault.latency(Duration.ofMillis(60)).on("GET", "/contacts"));
      for (int i = 0; i < KILLS; i++) {
        int pages = pages(vendor) + 3 + random.nextInt(12);
        Process child = child(home, vendor).redirectOutput(ProcessBuilder.Redirect.INHERIT).start();
        try {
          await()
              .atMost(Duration.ofSeconds(60))
              .pollInterval(Duration.ofMillis(5))
              .until(() -> pages(vendor) >= pages || !child.isAlive());
          assertThat(child.isAlive()).isTrue();
        } finally {
          child.destroyForcibly().waitFor();
        }
      }
      slow.clear();
      Path printed = folder.resolve("printed");
      ProcessBuilder late = child(home, vendor).redirectOutput(printed.toFile());
      // nobody has to wait for what the killed one had claimed
      late.command().add("lapsed");
      Process last = late.start();
      try {
        assertThat(last.waitFor(90, TimeUnit.SECONDS)).isTrue();
      } finally {
        last.destroyForcibly().waitFor();
      }
      String output = Files.readString(printed);
      String[] counts = output.substring(output.indexOf("COUNTS")).trim().split(" ");
      assertThat(counts[1]).as("messages in the inbox").isEqualTo("" + CONTACTS);
      assertThat(Integer.parseInt(counts[2])).as("read again").isGreaterThan(20);
      Map<String, Tally> keys = vendor.byKey();
      assertThat(keys).hasSize(CONTACTS);
      // only what was in delivery, or delivered and not yet written down, may come twice
      int twice = (int) keys.values().stream().filter(tally -> tally.received() > 1).count();
      assertThat(twice).isLessThan(CONTACTS / 4);
      assertThat(keys.values()).noneMatch(Tally::differing);
      System.out.printf(
          "poll on %s: %d contacts, %s read again, %d delivered twice by %d kills%n",
          backend, CONTACTS, counts[2], twice, KILLS);
    }
  }

  private static int pages(Vendor vendor) {
    return vendor.byPath().getOrDefault("GET /contacts", new Tally("", 0, 0, false)).received();
  }

  private static ProcessBuilder child(Backend.Home home, Vendor vendor) {
    return QuotaCrashTest.java(PollChild.class, home, vendor, CONTACTS);
  }
}
