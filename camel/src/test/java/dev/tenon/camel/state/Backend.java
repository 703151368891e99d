package dev.tenon.camel.state;

import java.nio.file.Path;

/** The databases that every test of the store runs on. */
public enum Backend {
  /** A file. */
  H2 {
    @Override
    public Home home(Path folder) {
      return new Home(this, "", folder.resolve("state"));
    }
  },
  /** A real PostgreSQL, one for the test run. */
  POSTGRES {
    @Override
    public Home home(Path folder) {
      return new Home(this, Databases.empty(folder), folder);
    }
  };

  /** A new, empty place for a store. */
  public abstract Home home(Path folder);

  /** A place on PostgreSQL without a schema. */
  public Home emptyHome(Path folder) {
    return new Home(POSTGRES, Databases.withoutSchema(), folder);
  }

  /** Where a store is, so that it can be opened again. */
  public record Home(Backend backend, String url, Path file) {
    /** Opens it. */
    public SqlStateStore open() {
      return switch (backend) {
        case H2 -> SqlStateStore.h2(file);
        case POSTGRES -> SqlStateStore.postgres(url, "postgres", () -> "");
      };
    }
  }
}
