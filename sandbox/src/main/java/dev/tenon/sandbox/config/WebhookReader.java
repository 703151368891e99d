package dev.tenon.sandbox.config;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tenon.sandbox.config.WebhookConfig.Algorithm;
import dev.tenon.sandbox.config.WebhookConfig.Encoding;
import dev.tenon.sandbox.config.WebhookConfig.Payload;
import dev.tenon.sandbox.config.WebhookConfig.Retry;
import dev.tenon.sandbox.config.WebhookConfig.Schedule;
import dev.tenon.sandbox.config.WebhookConfig.Scheme;
import java.io.IOException;
import java.net.URI;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/** Reads the events that a vendor sends. */
final class WebhookReader {
  private enum Type {
    None,
    GitHub,
    Stripe,
    Slack,
    HubSpotV3,
    HMAC
  }

  private final Path folder;

  WebhookReader(Path folder) {
    this.folder = folder;
  }

  WebhookConfig read(String name, YamlValue value) {
    Fields fields =
        new Fields(
            value,
            "a webhook, such as {url: http://127.0.0.1:8080/x, sign: {type: GitHub, secret: s}}");
    Optional<ObjectNode> template = fields.template("payload");
    List<Payload> payloads = payloads(fields);
    if (template.isPresent() != payloads.isEmpty()) {
      if (!fields.has("payload") && !fields.has("payloads")) {
        value.problem("needs payloads: files such as events/*.json, or payload: a template");
      } else if (template.isPresent()) {
        value.problem("has both payload and payloads; one of them is enough");
      }
    }
    Scheme scheme =
        fields.field("sign").map(WebhookReader::scheme).orElse(new WebhookConfig.Unsigned());
    boolean github = scheme instanceof WebhookConfig.GitHub;
    WebhookConfig webhook =
        new WebhookConfig(
            name,
            url(fields),
            scheme,
            fields.text("event"),
            fields
                .text("eventHeader")
                .or(() -> github ? Optional.of("X-GitHub-Event") : Optional.empty()),
            fields
                .text("idHeader")
                .or(() -> github ? Optional.of("X-GitHub-Delivery") : Optional.empty()),
            payloads,
            template,
            fields.textMap("headers"),
            schedule(fields),
            fields.field("retry").map(WebhookReader::retry),
            fields.duration("timeout", Duration.ofSeconds(10)));
    fields.end();
    return webhook;
  }

  private static Optional<URI> url(Fields fields) {
    return fields
        .text("url")
        .flatMap(
            text -> {
              try {
                return Optional.of(WebhookConfig.receiver(text));
              } catch (IllegalArgumentException e) {
                fields.field("url").ifPresent(v -> v.problem(e.getMessage()));
                return Optional.empty();
              }
            });
  }

  private static Scheme scheme(YamlValue value) {
    Fields fields = new Fields(value, "how events are signed, such as {type: GitHub, secret: s}");
    Type type = fields.requiredWord("type", Type.class).orElse(Type.None);
    String secret = type == Type.None ? "" : fields.required("secret", "what both sides know");
    Scheme scheme =
        switch (type) {
          case None -> new WebhookConfig.Unsigned();
          case GitHub -> new WebhookConfig.GitHub(secret);
          case Stripe -> new WebhookConfig.Stripe(secret);
          case Slack -> new WebhookConfig.Slack(secret);
          case HubSpotV3 -> new WebhookConfig.HubSpotV3(secret);
          case HMAC ->
              new WebhookConfig.Hmac(
                  secret,
                  fields.required("header", "the header that carries the signature"),
                  fields.word("algorithm", Algorithm.class, Algorithm.SHA256),
                  fields.word("encoding", Encoding.class, Encoding.Hex),
                  fields.text("prefix", ""));
        };
    fields.end();
    return scheme;
  }

  private static Optional<Schedule> schedule(Fields fields) {
    Optional<Duration> every = fields.duration("every");
    if (every.filter(Duration::isZero).isPresent()) {
      fields.field("every").ifPresent(v -> v.problem("must be longer than nothing"));
      return Optional.empty();
    }
    for (String name : List.of("first", "times")) {
      if (every.isEmpty() && fields.has(name)) {
        fields.value().problem("has " + name + ", which says something only with every");
      }
    }
    OptionalInt times =
        fields.integer("times", 1, 1_000_000_000).map(OptionalInt::of).orElse(OptionalInt.empty());
    Optional<Duration> first = fields.duration("first");
    return every.map(e -> new Schedule(first.orElse(e), e, times));
  }

  private static Retry retry(YamlValue value) {
    Fields fields =
        new Fields(value, "when an event is sent again, such as {attempts: 5, backoff: 1s}");
    double multiplier = fields.text("multiplier").map(text -> number(fields, text)).orElse(2.0);
    Retry retry =
        new Retry(
            fields.integer("attempts", 1, 1000, 5),
            fields.duration("backoff", Duration.ofSeconds(1)),
            multiplier,
            fields.duration("max", Duration.ofHours(1)));
    fields.end();
    return retry;
  }

  private static double number(Fields fields, String text) {
    try {
      double number = Double.parseDouble(text);
      if (number >= 1 && number <= 100) {
        return number;
      }
    } catch (NumberFormatException e) {
      // the same as for a number out of range
    }
    fields
        .field("multiplier")
        .ifPresent(v -> v.problem("is " + v.kind() + "; expected a number from 1 to 100"));
    return 2;
  }

  private List<Payload> payloads(Fields fields) {
    List<Payload> payloads = new ArrayList<>();
    for (String pattern : fields.texts("payloads")) {
      YamlValue at = fields.field("payloads").orElseThrow();
      List<Path> files = files(at, pattern);
      if (files.isEmpty()) {
        at.problem("there is no file " + folder.resolve(pattern));
      }
      for (Path file : files) {
        try {
          payloads.add(new Payload(event(file), Files.readAllBytes(file)));
        } catch (IOException e) {
          at.problem(file + " cannot be read");
        }
      }
    }
    return List.copyOf(payloads);
  }

  /** The files that a name or a pattern such as {@code events/issues-*.json} means, by name. */
  private List<Path> files(YamlValue at, String pattern) {
    Path file = folder.resolve(pattern).normalize();
    if (!file.startsWith(folder)) {
      at.problem("'" + pattern + "' is outside the folder of the sandbox file");
      return List.of(folder);
    }
    List<Path> files = new ArrayList<>();
    Path parent = file.getParent();
    if (parent != null && Files.isDirectory(parent)) {
      try (DirectoryStream<Path> found =
          Files.newDirectoryStream(parent, String.valueOf(file.getFileName()))) {
        found.forEach(files::add);
      } catch (IOException | java.util.regex.PatternSyntaxException e) {
        at.problem("'" + pattern + "' cannot be looked up: " + e.getMessage());
      }
    }
    files.sort(null);
    return files;
  }

  private static String event(Path file) {
    String name = String.valueOf(file.getFileName());
    return name.replaceAll("(-\\d+)?\\.[a-zA-Z]+$", "");
  }
}
