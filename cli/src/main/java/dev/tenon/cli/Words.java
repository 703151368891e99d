package dev.tenon.cli;

/** Sentences that several help texts share. */
final class Words {
  static final String FOLDERS =
      "Of a folder the YAML and JSON files are read, not those of folders inside of it; "
          + "a sandbox.yaml is no manifest, and passed over.";

  static final String ALLOW_SCHEME =
      "A Camel component that routes may use besides those that all may. May be given several times.";

  private Words() {}
}
