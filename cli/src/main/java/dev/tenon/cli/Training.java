package dev.tenon.cli;

/**
 * A run that loads the classes that commands need, so that an archive of them can be made at build
 * time.
 */
final class Training {
  private Training() {}

  /** Ends when the classes are loaded; prints nothing that matters. */
  public static void main(String[] arguments) {
    System.exit(Main.commandLine().execute("--help"));
  }
}
