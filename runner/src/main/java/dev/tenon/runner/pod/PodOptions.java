package dev.tenon.runner.pod;

import dev.tenon.plan.Durations;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;

/**
 * The options of a runner of its own, by environment.
 *
 * <table>
 *   <caption>Variables</caption>
 *   <tr><td>TENON_HTTP_HOST</td><td>address of the routes that listen; 0.0.0.0</td></tr>
 *   <tr><td>TENON_HTTP_PORT</td><td>their port; 8080, 0 for any</td></tr>
 *   <tr><td>TENON_PUBLIC_URL</td><td>the base of the URLs by which vendors call, where some sign
 *       them</td></tr>
 *   <tr><td>TENON_MANAGEMENT_PORT</td><td>health, metrics and report; 9876, 0 for any</td></tr>
 *   <tr><td>TENON_STATE</td><td>{@code jdbc:postgresql://HOST:PORT/DATABASE}, or a file for this
 *       process alone; absent: no state store</td></tr>
 *   <tr><td>TENON_STATE_USER</td><td>for PostgreSQL</td></tr>
 *   <tr><td>TENON_STATE_PASSWORD_FILE</td><td>for PostgreSQL; read at each new connection</td></tr>
 *   <tr><td>TENON_REPLICA</td><td>this process, unique; the host's name, else random</td></tr>
 *   <tr><td>TENON_GRACE</td><td>how long a stop may take; 20s</td></tr>
 *   <tr><td>TENON_ALLOW_SCHEMES</td><td>further Camel schemes, by commas</td></tr>
 *   <tr><td>TENON_TERMINATION_LOG</td><td>where the cause is written when it ends;
 *       /dev/termination-log</td></tr>
 * </table>
 */
public record PodOptions(
    String host,
    int port,
    Optional<String> publicUrl,
    int managementPort,
    Optional<String> state,
    String stateUser,
    Optional<Path> statePasswordFile,
    String replica,
    Duration grace,
    Set<String> allowedSchemes,
    Path terminationLog) {

  /**
   * Reads the environment.
   *
   * @throws IllegalArgumentException naming the variable that cannot be used
   */
  public static PodOptions read(Map<String, String> environment) {
    Variables variables = new Variables(environment);
    return new PodOptions(
        variables.text("TENON_HTTP_HOST").orElse("0.0.0.0"),
        variables.port("TENON_HTTP_PORT", 8080),
        variables.text("TENON_PUBLIC_URL"),
        variables.port("TENON_MANAGEMENT_PORT", 9876),
        variables.text("TENON_STATE"),
        variables.text("TENON_STATE_USER").orElse("tenon"),
        variables.text("TENON_STATE_PASSWORD_FILE").map(Path::of),
        variables
            .text("TENON_REPLICA")
            .or(() -> variables.text("HOSTNAME"))
            .orElseGet(() -> UUID.randomUUID().toString()),
        variables.duration("TENON_GRACE", Duration.ofSeconds(20)),
        variables
            .text("TENON_ALLOW_SCHEMES")
            .map(text -> Arrays.stream(text.split(",")).map(String::strip))
            .map(schemes -> schemes.filter(scheme -> !scheme.isEmpty()))
            .map(schemes -> schemes.collect(Collectors.toSet()))
            .orElse(Set.of()),
        Path.of(variables.text("TENON_TERMINATION_LOG").orElse("/dev/termination-log")));
  }

  /** Values, and what is wrong with them. */
  private record Variables(Map<String, String> environment) {
    Optional<String> text(String name) {
      return Optional.ofNullable(environment.get(name))
          .map(String::strip)
          .filter(t -> !t.isEmpty());
    }

    int port(String name, int otherwise) {
      return text(name)
          .map(
              text -> {
                if (!text.matches("[0-9]{1,5}") || Integer.parseInt(text) > 65535) {
                  throw new IllegalArgumentException(
                      name + " is '" + text + "', which is no port: write 0 to 65535");
                }
                return Integer.parseInt(text);
              })
          .orElse(otherwise);
    }

    Duration duration(String name, Duration otherwise) {
      return text(name)
          .map(
              text ->
                  Durations.read(text)
                      .orElseThrow(
                          () ->
                              new IllegalArgumentException(
                                  name
                                      + " is '"
                                      + text
                                      + "', which is no duration: write such as 20s")))
          .orElse(otherwise);
    }
  }
}
