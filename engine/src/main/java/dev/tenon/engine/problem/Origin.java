package dev.tenon.engine.problem;

/** Who finds a problem. The command line's exit code depends on it. */
public enum Origin {
  /** What cannot be read, or what the API server's own schema would refuse: exit code 2. */
  Schema,
  /** References, parameters, quotas, policies: exit code 1. */
  Review
}
