package dev.tenon.sandbox.config;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;

/** Reads a sandbox file: its own fields, and what a vendor is made of. */
final class ConfigReader {
  private final Path folder;

  private ConfigReader(Path folder) {
    this.folder = folder;
  }

  static SandboxConfig read(String file, String text, Path folder) {
    YamlValue root = YamlValue.document(file, text);
    Fields fields = new Fields(root, "a mapping with vendors");
    ConfigReader reader = new ConfigReader(folder);
    if (!fields.has("vendors")) {
      root.problem("needs vendors: a mapping from the name of each vendor to what it is");
    }
    SandboxConfig config =
        new SandboxConfig(
            fields.number("seed", 1),
            fields.text("host", "127.0.0.1"),
            fields.integer("port", 0, 65535, 0),
            fields.field("bounds").map(ConfigReader::bounds).orElse(SandboxConfig.USUAL),
            fields.map("vendors", "vendors", reader::vendor));
    fields.end();
    root.throwProblems();
    return config;
  }

  static List<Fault> readFaults(String name, String text) {
    YamlValue root = YamlValue.document(name, text);
    List<YamlValue> values = root.isList() ? root.items("faults") : List.of(root);
    List<Fault> faults = new ArrayList<>();
    values.forEach(value -> FaultReader.read(value).ifPresent(faults::add));
    root.throwProblems();
    return faults;
  }

  private static SandboxConfig.Bounds bounds(YamlValue value) {
    Fields fields = new Fields(value, "bounds");
    SandboxConfig.Bounds usual = SandboxConfig.USUAL;
    SandboxConfig.Bounds bounds =
        new SandboxConfig.Bounds(
            (int) fields.size("body", 256 << 20, usual.bodyBytes()),
            fields.integer("connections", 1, 60_000, usual.connections()),
            fields.integer("requests", 0, 100_000, usual.requests()),
            (int) fields.size("keptBody", 16 << 20, usual.keptBodyBytes()),
            fields.integer("counted", 1, 10_000_000, usual.counted()),
            fields.integer("records", 1, 10_000_000, usual.records()),
            fields.duration("patience", usual.patience()),
            fields.duration("idle", usual.idle()));
    fields.end();
    return bounds;
  }

  private VendorConfig vendor(String name, YamlValue value) {
    if (!name.matches("[a-z]([a-z0-9-]{0,50}[a-z0-9])?")) {
      value.problem(
          "'"
              + name
              + "' is not a vendor's name; expected small letters, digits and -, a letter first, at most 52");
    }
    Fields fields = new Fields(value, "a vendor");
    VendorConfig.ApiStyle api =
        fields.word("api", VendorConfig.ApiStyle.class, VendorConfig.ApiStyle.Plain);
    CollectionReader collections = new CollectionReader(api, folder);
    VendorConfig vendor =
        new VendorConfig(
            name,
            fields.text("title", name),
            api,
            fields.integer("port", 0, 65535).map(OptionalInt::of).orElse(OptionalInt.empty()),
            fields.field("auth").map(v -> AuthReader.read(v, folder)).orElse(new AuthConfig.None()),
            fields.list("limits", "limits", v -> limit(v, api)),
            fields.field("idempotency").map(ConfigReader::idempotency).orElse(idempotencyOff()),
            fields.map("collections", "collections", collections::read),
            fields.list("answers", "answers", ConfigReader::answer),
            fields.list("faults", "faults", FaultReader::read),
            fields.map("webhooks", "webhooks", new WebhookReader(folder)::read));
    fields.end();
    unambiguous(fields, vendor);
    return vendor;
  }

  /**
   * Two collections at one path, or a fault that needs a port, would be mistakes that nobody sees.
   */
  private static void unambiguous(Fields fields, VendorConfig vendor) {
    Set<String> paths = new HashSet<>();
    for (CollectionConfig collection : vendor.collections()) {
      if (!paths.add(collection.path())) {
        fields
            .value()
            .problem(
                "has two collections at " + collection.path() + "; give one of them another path");
      }
    }
    for (Fault fault : vendor.faults()) {
      if (fault.needsPort() && vendor.port().isEmpty()) {
        fields
            .value()
            .problem(
                "has a Reset at Connect, which needs a port of its own; add port: 0 or another");
      }
    }
  }

  private static VendorConfig.Idempotency idempotencyOff() {
    return new VendorConfig.Idempotency("Idempotency-Key", false, Duration.ofHours(24));
  }

  private static VendorConfig.Idempotency idempotency(YamlValue value) {
    Fields fields = new Fields(value, "what is done with keys, such as {honour: true}");
    VendorConfig.Idempotency usual = idempotencyOff();
    VendorConfig.Idempotency idempotency =
        new VendorConfig.Idempotency(
            fields.text("header", usual.header()),
            fields.bool("honour", true),
            fields.duration("keep", usual.keep()));
    fields.end();
    return idempotency;
  }

  private static Optional<VendorConfig.LimitConfig> limit(
      YamlValue value, VendorConfig.ApiStyle api) {
    Fields fields =
        new Fields(
            value,
            "a limit, such as {name: burst, calls: 100, per: 10s} or {name: parallel, concurrency: 5}");
    Optional<Integer> calls = fields.integer("calls", 1, 1_000_000_000);
    Optional<Integer> concurrency = fields.integer("concurrency", 1, 100_000);
    Optional<Duration> per = fields.duration("per");
    if (fields.has("calls") == fields.has("concurrency")
        || fields.has("per") != fields.has("calls")) {
      value.problem("needs calls with per, or concurrency; exactly one of the two");
    }
    if (per.filter(Duration::isZero).isPresent()) {
      fields.field("per").ifPresent(v -> v.problem("must be longer than nothing"));
    }
    String name = fields.required("name", "a word that counts and pages call it by");
    VendorConfig.LimitHeaders usual =
        switch (api) {
          case Plain -> VendorConfig.LimitHeaders.RateLimit;
          case HubSpot -> VendorConfig.LimitHeaders.HubSpot;
          case Salesforce -> VendorConfig.LimitHeaders.Salesforce;
          case GitHub -> VendorConfig.LimitHeaders.XRateLimit;
        };
    boolean silent = fields.text("retryAfter").filter("None"::equals).isPresent();
    VendorConfig.LimitConfig limit =
        new VendorConfig.LimitConfig(
            name,
            calls.orElse(0),
            per.orElse(Duration.ofSeconds(1)),
            fields.integer("cost", 1, 1_000_000, 1),
            concurrency.orElse(0),
            fields.integer("status", 400, 599, api == VendorConfig.ApiStyle.Salesforce ? 403 : 429),
            fields.word("headers", VendorConfig.LimitHeaders.class, usual),
            silent
                ? Optional.empty()
                : Optional.of(
                    fields.word("retryAfter", Fault.RetryAfter.class, Fault.RetryAfter.Seconds)),
            FaultReader.pattern(fields));
    fields.end();
    return Optional.of(limit);
  }

  private static Optional<VendorConfig.FixedAnswer> answer(YamlValue value) {
    Fields fields = new Fields(value, "an answer, such as {path: /me, body: {name: Ana}}");
    if (!fields.has("path")) {
      value.problem("needs path: the requests that are answered so, such as /me or /echo/**");
    }
    boolean echo = fields.bool("echo", false);
    if (echo && fields.has("body")) {
      value.problem("has both echo and body; an echo's body is what was asked");
    }
    VendorConfig.FixedAnswer answer =
        new VendorConfig.FixedAnswer(
            fields.text("method"),
            FaultReader.pattern(fields).orElse(PathPattern.of("/")),
            fields.integer("status", 200, 599, 200),
            Map.copyOf(fields.textMap("headers")),
            FaultReader.body(fields).orElse("{}"),
            echo);
    fields.end();
    return Optional.of(answer);
  }
}
