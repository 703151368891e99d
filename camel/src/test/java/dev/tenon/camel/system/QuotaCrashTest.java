package dev.tenon.camel.system;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.tenon.camel.state.Backend;
import dev.tenon.sandbox.Sandbox;
import dev.tenon.sandbox.Vendor;
import dev.tenon.sandbox.config.SandboxConfig;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A share is a share, however often the process that spends it is killed. */
class QuotaCrashTest {
  private static final int SHARE = 3000;
  private static final int KILLS = 3;

  /** A hundredth of the share in a block, and what four callers held in their hands. */
  private static final int LOST_AT_MOST = SHARE / 100 + 4;

  @ParameterizedTest
  @EnumSource(Backend.class)
  void noPermitIsUsedTwiceAndFewAreLostWhenTheProcessIsKilled(Backend backend, @TempDir Path folder)
      throws Exception {
    Random random = new Random(20261124);
    Backend.Home home = backend.home(folder);
    try (Sandbox sandbox =
        Sandbox.start(SandboxConfig.parse("vendors: {v: {port: 0, collections: {tickets: {}}}}"))) {
      Vendor vendor = sandbox.vendor("v");
      for (int i = 0; i < KILLS; i++) {
        long until = vendor.receivedCount() + 50 + random.nextInt(450);
        Process child = child(home, vendor);
        try {
          await()
              .atMost(Duration.ofSeconds(60))
              .pollInterval(Duration.ofMillis(5))
              .until(() -> vendor.receivedCount() >= until || !child.isAlive());
          assertThat(child.isAlive()).isTrue();
        } finally {
          child.destroyForcibly().waitFor();
        }
      }
      assertThat(vendor.receivedCount()).isLessThan(SHARE);
      Process last = child(home, vendor);
      try {
        assertThat(last.waitFor(90, TimeUnit.SECONDS)).isTrue();
      } finally {
        last.destroyForcibly().waitFor();
      }
      assertThat(last.exitValue()).isZero();
      // one more: the window's bucket may have ended meanwhile
      assertThat(vendor.receivedCount())
          .isBetween((long) SHARE - (KILLS + 1) * LOST_AT_MOST, (long) SHARE);
      System.out.printf(
          "quota on %s: %d of %d permits used, %d lost by %d kills%n",
          backend, vendor.receivedCount(), SHARE, SHARE - vendor.receivedCount(), KILLS);
    }
  }

  private static Process child(Backend.Home home, Vendor vendor) throws IOException {
    return java(QuotaChild.class, home, vendor, SHARE).inheritIO().start();
  }

  /** A process of its own on this test's classes. */
  static ProcessBuilder java(Class<?> main, Backend.Home home, Vendor vendor, int number) {
    return new ProcessBuilder(
            new ArrayList<>(
                List.of(
                    Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                    "-Xmx128m",
                    "-XX:TieredStopAtLevel=1",
                    "-XX:+UseSerialGC",
                    "-cp",
                    System.getProperty(
                        "surefire.test.class.path", System.getProperty("java.class.path")),
                    main.getName(),
                    home.backend().name(),
                    home.url(),
                    home.file().toString(),
                    vendor.uri().toString(),
                    Integer.toString(number))))
        .redirectError(ProcessBuilder.Redirect.INHERIT);
  }
}
