package dev.tenon.cli.up;

import java.nio.file.Path;
import java.util.Set;

/**
 * What a control plane is to be.
 *
 * @param home the folder of its state
 * @param httpPort on which all routes listen; 0 for any that is free
 * @param apiPort of its API; 0 for the one that this home had before, or else any that is free
 * @param schemes of Camel components that routes may use besides those that all may
 */
public record PlaneOptions(Path home, int httpPort, int apiPort, Set<String> schemes) {
  /** Copies the schemes. */
  public PlaneOptions {
    schemes = Set.copyOf(schemes);
  }
}
