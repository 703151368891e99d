package dev.tenon.cli.up;

import dev.tenon.cli.board.Display;
import dev.tenon.cli.manifests.ManifestFiles;
import java.nio.file.Path;
import java.util.LinkedHashSet;
import java.util.Set;
import java.util.concurrent.CancellationException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Applies files again when they change. */
final class Following {
  private static final Logger LOG = LoggerFactory.getLogger(Following.class);

  private final ManifestFiles files;
  private final ChangedFiles changes;
  private final Applying applying;
  private final Display display;
  private volatile Set<Path> folders;

  Following(Declared declared, Applying applying, Display display) {
    this.files = declared.files();
    this.changes = new ChangedFiles(declared.reader(), declared.manifests());
    this.folders = declared.folders();
    this.applying = applying;
    this.display = display;
  }

  /** Where something may change; those that are gone may come back. */
  Set<Path> folders() {
    return folders;
  }

  /** Looks at the files, and applies what is new and right. */
  void look() {
    try {
      ManifestFiles.Loaded loaded = files.load();
      Set<Path> all = new LinkedHashSet<>(folders);
      all.addAll(loaded.folders());
      folders = all;
      ChangedFiles.News news = changes.look(loaded);
      if (!news.problems().isEmpty()) {
        display.say(Report.of(news.problems()));
      }
      if (!news.wrong().isEmpty()) {
        display.say(
            "tenon: nothing was applied of "
                + String.join(", ", news.wrong())
                + "; save it again when it is mended");
      }
      if (!news.apply().isEmpty()) {
        applying.apply(news.apply(), " of " + String.join(", ", news.files()));
      }
      applying.gone(news.gone());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (CancellationException e) {
      // the end
    } catch (RuntimeException e) {
      // the next change of a file may fare better
      LOG.error("the files could not be followed", e);
    }
  }
}
