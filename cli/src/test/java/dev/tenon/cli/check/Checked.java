package dev.tenon.cli.check;

import dev.tenon.cli.Commands;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** What a run of {@code tenon check} printed, and its exit code. */
record Checked(int code, String out, String err) {
  static Checked run(Path checked, String... further) {
    List<String> arguments =
        Stream.concat(
                Stream.of("check"),
                Stream.concat(Stream.of(further), Stream.of(checked.toString())))
            .toList();
    Commands.Ran ran = Commands.run(arguments.toArray(String[]::new));
    return new Checked(ran.code(), ran.out(), ran.err());
  }
}
