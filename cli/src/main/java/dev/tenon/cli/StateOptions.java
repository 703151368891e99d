package dev.tenon.cli;

import dev.tenon.cli.operator.PostgresState;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Optional;
import picocli.CommandLine.Option;

/** The options of the state store of a cluster. */
final class StateOptions {
  @Option(
      names = "--state",
      paramLabel = "URL",
      defaultValue = "${env:TENON_STATE}",
      description =
          "jdbc:postgresql://HOST:PORT/DATABASE, as pods reach it too; or TENON_STATE. Without one, what needs state "
              + "does not start.")
  private Optional<String> url = Optional.empty();

  @Option(
      names = "--state-user",
      paramLabel = "NAME",
      defaultValue = "${env:TENON_STATE_USER:-tenon}",
      description =
          "Owns the tables, and may make a role for each integration; or TENON_STATE_USER. Default: tenon")
  private String user = "tenon";

  @Option(
      names = "--state-password-file",
      paramLabel = "FILE",
      defaultValue = "${env:TENON_STATE_PASSWORD_FILE}",
      description = "Its password, read at each new connection; or TENON_STATE_PASSWORD_FILE.")
  private Optional<Path> passwordFile = Optional.empty();

  /**
   * The store that they name.
   *
   * @throws IllegalArgumentException if the URL is none of PostgreSQL
   */
  Optional<PostgresState> open() {
    Optional<String> where = url.map(String::strip).filter(text -> !text.isEmpty());
    where
        .filter(text -> !text.startsWith("jdbc:postgresql://"))
        .ifPresent(
            text -> {
              throw new IllegalArgumentException(
                  "--state is '" + text + "': write jdbc:postgresql://HOST:PORT/DATABASE");
            });
    where
        .filter(text -> text.matches(".*[?&](user|password)=.*"))
        .ifPresent(
            text -> {
              // pods get the URL, and the driver would prefer what is in it to their own login
              throw new IllegalArgumentException(
                  "--state must not hold a user or a password: write --state-user and"
                      + " --state-password-file");
            });
    return where.map(text -> new PostgresState(text, user, this::password, InstantSource.system()));
  }

  private String password() {
    return passwordFile.map(StateOptions::read).orElse("");
  }

  private static String read(Path file) {
    try {
      return Files.readString(file).strip();
    } catch (IOException e) {
      throw new UncheckedIOException(
          "the password of the state store cannot be read from " + file, e);
    }
  }
}
