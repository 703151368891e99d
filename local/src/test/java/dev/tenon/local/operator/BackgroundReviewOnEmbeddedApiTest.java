package dev.tenon.local.operator;

import dev.tenon.local.ControlPlane;
import java.nio.file.Path;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;

/** On the API of a laptop. */
class BackgroundReviewOnEmbeddedApiTest extends BackgroundReviewContract {
  @TempDir static Path home;
  private static ControlPlane plane;

  @BeforeAll
  static void open() throws Exception {
    plane = ControlPlane.start(new ControlPlane.Options(home, 0, 0, Set.of()));
  }

  @AfterAll
  static void close() {
    plane.close();
  }

  @Override
  Path kubeconfig() {
    return plane.kubeconfig();
  }
}
