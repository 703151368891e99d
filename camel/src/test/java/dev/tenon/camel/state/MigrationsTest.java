package dev.tenon.camel.state;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.MigrationVersion;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MigrationsTest {
  private static final String SCRIPTS = "dev/tenon/camel/state/schema";

  @TempDir Path folder;

  private static List<Path> scripts() throws Exception {
    Path root = Path.of(MigrationsTest.class.getClassLoader().getResource(SCRIPTS).toURI());
    try (Stream<Path> files = Files.walk(root)) {
      return files.filter(Files::isRegularFile).map(root::relativize).sorted().toList();
    }
  }

  private static MigrationVersion version(Path script) {
    String name = script.getFileName().toString();
    return MigrationVersion.fromVersion(name.substring(1, name.indexOf("__")).replace('_', '.'));
  }

  @Test
  void everyScriptIsInTheShortWayAndTheNewestIsNamed() throws Exception {
    List<String> forFiles =
        scripts().stream()
            .map(Path::toString)
            .filter(script -> !script.startsWith("postgresql"))
            .sorted((one, other) -> version(Path.of(one)).compareTo(version(Path.of(other))))
            .toList();
    assertThat(Migrations.H2_SCRIPTS).isEqualTo(forFiles);
    for (String dialect : List.of("h2", "postgresql")) {
      String newest = dialect.equals("h2") ? Migrations.NEWEST : Migrations.NEWEST_SHARED;
      assertThat(
              scripts().stream()
                  .filter(script -> script.startsWith("common") || script.startsWith(dialect))
                  .map(MigrationsTest::version)
                  .max(MigrationVersion::compareTo))
          .as(dialect)
          .hasValue(MigrationVersion.fromVersion(newest));
    }
  }

  @Test
  void theShortWayMakesTheSameSchemaAsTheLibrary() throws Exception {
    Path shortWay = folder.resolve("short");
    SqlStateStore.h2(shortWay).close();
    Path library = folder.resolve("library");
    String url =
        "jdbc:h2:file:"
            + library
            + ";MODE=PostgreSQL;DATABASE_TO_LOWER=TRUE;DEFAULT_NULL_ORDERING=HIGH";
    Flyway.configure()
        .dataSource(url, "tenon", "")
        .locations("classpath:" + SCRIPTS + "/common", "classpath:" + SCRIPTS + "/h2")
        .table("tenon_schema_history")
        .load()
        .migrate();

    assertThat(schema(shortWay)).isNotEmpty().isEqualTo(schema(library));
    // and the library's own file opens like any other
    SqlStateStore.h2(library).close();
  }

  private static List<String> schema(Path file) throws Exception {
    List<String> lines = new ArrayList<>();
    try (Connection connection =
            DriverManager.getConnection(
                "jdbc:h2:file:"
                    + file
                    + ";MODE=PostgreSQL;DATABASE_TO_LOWER=TRUE;DEFAULT_NULL_ORDERING=HIGH",
                "tenon",
                "");
        Statement statement = connection.createStatement();
        ResultSet script = statement.executeQuery("SCRIPT NODATA NOPASSWORDS NOSETTINGS")) {
      while (script.next()) {
        String line = script.getString(1);
        if (!line.contains("tenon_schema") && line.contains("tenon_")) {
          lines.add(line.replaceAll("\\s+", " ").replaceAll("SELECTIVITY \\d+", ""));
        }
      }
    }
    return lines.stream().sorted().toList();
  }

  @Test
  void aStartThatWasKilledHalfWayIsBegunAnew() throws Exception {
    Path file = folder.resolve("state");
    String url =
        "jdbc:h2:file:"
            + file
            + ";MODE=PostgreSQL;DATABASE_TO_LOWER=TRUE;DEFAULT_NULL_ORDERING=HIGH";
    try (Connection connection = DriverManager.getConnection(url, "tenon", "");
        Statement statement = connection.createStatement();
        InputStream script =
            getClass()
                .getClassLoader()
                .getResourceAsStream(SCRIPTS + "/common/V1__what_survives_a_crash.sql")) {
      String whole = new String(script.readAllBytes());
      for (String part : whole.substring(0, whole.length() / 2).split(";\n")) {
        if (part.strip().endsWith(")")) {
          statement.execute(part);
        }
      }
    }
    try (SqlStateStore store = SqlStateStore.h2(file)) {
      assertThat(store.tallies().all()).isEmpty();
    }
  }

  @Test
  void processesThatStartAtOnceMigrateOnce() throws Exception {
    ExecutorService pool = Executors.newFixedThreadPool(8);
    for (int round = 0; round < 3; round++) {
      Backend.Home home = Backend.POSTGRES.emptyHome(folder);
      Callable<Integer> open =
          () -> {
            try (SqlStateStore store = home.open()) {
              return store.tallies().all().size();
            }
          };
      for (Future<Integer> opened : pool.invokeAll(Collections.nCopies(8, open))) {
        assertThat(opened.get()).isZero();
      }
    }
    pool.shutdown();
  }
}
