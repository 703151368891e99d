package dev.tenon.bench.review;

import dev.tenon.bench.Aim;
import dev.tenon.bench.Figure;
import dev.tenon.bench.Recording;
import dev.tenon.bench.Scratch;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** How long a pull request waits for its review. */
public final class Check implements Figure {
  private static final Manifests ESTATE = new Manifests(20, 50, 930);

  @Override
  public String name() {
    return "check";
  }

  @Override
  public String description() {
    return "Seconds from the start of the process `./tenon check FOLDER`, which is built, to its end:"
        + " 1,000 files with a manifest each (930 Integrations, 50 Systems, 20 Teams), which break"
        + " no rule, against the default bundle of policies. The first is not counted.";
  }

  @Override
  public int usualRuns() {
    return 7;
  }

  @Override
  public void take(Recording recording, int runs) throws Exception {
    try (Scratch scratch = Scratch.create()) {
      Path folder = Files.createDirectories(scratch.path().resolve("manifests"));
      List<String> manifests = new ArrayList<>(ESTATE.allTeams());
      manifests.addAll(ESTATE.allSystems());
      ESTATE.allIntegrations().forEach(manifests::add);
      for (int i = 0; i < manifests.size(); i++) {
        Files.writeString(folder.resolve(i + ".yaml"), manifests.get(i));
      }
      once(recording.aside(), folder);
      for (int run = 0; run < runs; run++) {
        recording.run(() -> once(recording, folder));
      }
    }
  }

  private static void once(Recording recording, Path folder)
      throws IOException, InterruptedException {
    long begin = System.nanoTime();
    Process check =
        new ProcessBuilder("./tenon", "check", folder.toString()).redirectErrorStream(true).start();
    String said = new String(check.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    if (check.waitFor() != 0) {
      throw new IllegalStateException(
          "exit code "
              + check.exitValue()
              + ": "
              + said.substring(0, Math.min(4000, said.length())));
    }
    recording.add(
        "check of 1,000 manifests", "s", Aim.atMost(3), (System.nanoTime() - begin) / 1e9);
  }
}
