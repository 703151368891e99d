package dev.tenon.local.gitops;

import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;

/** On the embedded API. */
class EmbeddedGitOpsTest extends GitOpsTest {
  @TempDir private Path folder;
  private int count;

  @Override
  Plane.Home another() {
    count++;
    return last();
  }

  @Override
  Plane.Home last() {
    return new EmbeddedPlane.Home(folder.resolve("home-" + count));
  }
}
