package dev.tenon.sandbox.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SandboxConfigTest {
  @TempDir private Path folder;

  private static List<String> problems(String yaml) {
    InvalidSandboxConfig invalid =
        catchThrowableOfType(InvalidSandboxConfig.class, () -> SandboxConfig.parse(yaml));
    assertThat(invalid).as(yaml).isNotNull();
    return invalid.problems().stream().map(ConfigProblem::toString).toList();
  }

  @Test
  void everyMistakeIsReportedWhereItStandsWithWhatWasExpected() {
    assertThat(
            problems(
                """
                sed: 7
                vendors:
                  Crm:
                    auth: {type: Berer, token: x}
                    limits:
                    - {name: burst, calls: 0, per: 10 s}
                    collections:
                      contacts:
                        path: contacts/
                        pageing: {size: 5}
                    faults:
                    - {type: Status, statsu: 503}
                    - {type: Drip, every: 1s, part: Tail}
                """))
        .containsExactly(
            "sandbox.yaml:1:1: sed: there is no such field here; did you mean seed? known are bounds, host, port, seed, vendors",
            "sandbox.yaml:4:5: vendors.Crm: 'Crm' is not a vendor's name; expected small letters, digits and -, a letter first, at most 52",
            "sandbox.yaml:4:18: vendors.Crm.auth.type: is 'Berer'; expected one of None, Bearer, Basic, Header, OAuth2",
            "sandbox.yaml:4:25: vendors.Crm.auth.token: there is no such field here; known are type",
            "sandbox.yaml:6:28: vendors.Crm.limits[0].calls: is '0'; expected a whole number from 1 to 1000000000",
            "sandbox.yaml:6:36: vendors.Crm.limits[0].per: is '10 s'; expected a duration such as 250ms, 2s, 5m, 1h or 1d",
            "sandbox.yaml:9:15: vendors.Crm.collections.contacts.path: 'contacts/' is not a path; expected one such as /v3/contacts, without query or final slash",
            "sandbox.yaml:10:9: vendors.Crm.collections.contacts.pageing: there is no such field here; did you mean paging? known are aliases, allow, created, externalIds, generate, id, ids, lag, paging, path, precision, records, required, search, updated",
            "sandbox.yaml:12:7: vendors.Crm.faults[0]: needs status: the status to answer, such as 503",
            "sandbox.yaml:12:22: vendors.Crm.faults[0].statsu: there is no such field here; did you mean status? known are applied, body, headers, method, path, probability, skip, status, times, type",
            "sandbox.yaml:13:37: vendors.Crm.faults[1].part: is 'Tail'; expected one of Head, Body, All");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "`` | is empty",
        "vendors: [ | is not YAML",
        "a: {b: 1}\\na: 2 | a: stands here a second time",
        "[] | is a list; expected a mapping with vendors",
        "port: 1 | needs vendors",
        "{port: 70000, vendors: {}} | port: is '70000'; expected a whole number from 0 to 65535",
        "{bounds: {body: 2GiB}, vendors: {}} | bounds.body: is '2GiB'; expected a size",
        "vendors: {a_b: {}} | 'a_b' is not a vendor's name",
        "vendors: {a: {auth: {type: Bearer}}} | needs token",
        "vendors: {a: {auth: {}}} | needs type: one of None",
        "vendors: {a: {auth: {type: OAuth2}}} | needs clients",
        "vendors: {a: {auth: {type: OAuth2, grants: [JWTBearer]}}} | needs jwt",
        "vendors: {a: {auth: {type: OAuth2, grants: [Password]}}} | holds 'Password'; expected some of ClientCredentials",
        "vendors: {a: {limits: [{name: x, calls: 1}]}} | needs calls with per, or concurrency",
        "vendors: {a: {limits: [{name: x, calls: 1, per: 0s}]}} | must be longer than nothing",
        "vendors: {a: {collections: {x: {path: /y}, z: {path: /y}}}} | has two collections at /y",
        "vendors: {a: {collections: {x: {allow: [Fly]}}}} | holds 'Fly'; expected some of List, Search",
        "vendors: {a: {collections: {x: {records: [1]}}}} | holds a record that is no mapping",
        "vendors: {a: {collections: {x: {records: {file: nowhere.json}}}}} | there is no file",
        "vendors: {a: {collections: {x: {records: {file: ../../etc/passwd}}}}} | is outside the folder",
        "vendors: {a: {collections: {x: {generate: {every: 1s}}}}} | needs record",
        "vendors: {a: {collections: {x: {generate: {every: 1s, record: {a: '{{nmae}}'}}}}}} | {{nmae}} is unknown",
        "vendors: {a: {collections: {x: {generate: {every: 1s, record: {a: '{{int 6 1}}'}}}}}} | has its greatest value first",
        "vendors: {a: {api: GitHub, collections: {x: {paging: {next: n}}}}} | has no items field",
        "vendors: {a: {answers: [{body: x}]}} | needs path",
        "vendors: {a: {answers: [{path: x}]}} | 'x' is not a path",
        "vendors: {a: {answers: [{path: /x, echo: true, body: y}]}} | has both echo and body",
        "vendors: {a: {faults: [{type: Reset, at: Connect}]}} | needs a port of its own",
        "vendors: {a: {faults: [{type: HalfClose, at: Connect}]}} | a half-close is AfterRequest or MidBody",
        "vendors: {a: {faults: [{type: Status, status: 500, probability: 2}]}} | a number from 0 to 1",
        "vendors: {a: {webhooks: {w: {}}}} | needs payloads: files such as events/*.json",
        "vendors: {a: {webhooks: {w: {payload: {}, url: ftp://x}}}} | 'ftp://x' is no URL",
        "vendors: {a: {webhooks: {w: {payload: {}, times: 3}}}} | has times, which says something only with every",
        "vendors: {a: {webhooks: {w: {payload: {}, sign: {type: GitHub}}}}} | needs secret",
        "vendors: {a: {webhooks: {w: {payloads: none/*.json}}}} | there is no file",
        "vendors: {a: {collections: {x: {records: &r [*r]}}}} | holds a record that is no mapping",
        "vendors: {a: {collections: {x: {records: [&r {b: *r}]}}}} | is deeper than 64 levels",
      })
  void aMistakeIsNamed(String yaml, String expected) {
    assertThat(problems(yaml.replace("\\n", "\n")))
        .anySatisfy(problem -> assertThat(problem).startsWith("sandbox.yaml:").contains(expected));
  }

  @Test
  void nestingWithoutEndIsRefused() {
    assertThat(problems("[".repeat(200_000)))
        .containsExactly("sandbox.yaml:1:1: is nested too deeply");
    assertThat(
            problems(
                "vendors: {a: {answers: [{path: /x, body: "
                    + "[".repeat(500)
                    + "]".repeat(500)
                    + "}]}}"))
        .anySatisfy(problem -> assertThat(problem).contains("is deeper than 64 levels"));
  }

  @Test
  void aFileThatIsNotThereOrNoTextIsReported() throws IOException {
    Path nowhere = folder.resolve("nowhere.yaml");
    assertThat(catchThrowableOfType(InvalidSandboxConfig.class, () -> SandboxConfig.read(nowhere)))
        .hasMessage(nowhere + ":1:1: does not exist");
    Path binary = Files.write(folder.resolve("binary.yaml"), new byte[] {(byte) 0xC3, 0x28});
    assertThat(catchThrowableOfType(InvalidSandboxConfig.class, () -> SandboxConfig.read(binary)))
        .hasMessage(binary + ":1:1: is not UTF-8 text");
  }

  @Test
  void recordsAndKeysAreReadFromFilesBesideIt() throws IOException {
    Files.writeString(
        folder.resolve("people.json"), "[{\"name\":\"Zoë\"}]", StandardCharsets.UTF_8);
    Files.writeString(folder.resolve("key.pem"), "PEM");
    Path file =
        Files.writeString(
            folder.resolve("sandbox.yaml"),
            "vendors: {a: {auth: {type: OAuth2, grants: [JWTBearer], jwt: {algorithm: RS256, keyFile: key.pem}}, collections: {people: {records: {file: people.json}}}}}");

    VendorConfig vendor = SandboxConfig.read(file).vendors().get(0);

    assertThat(vendor.collections().get(0).records()).hasToString("[{\"name\":\"Zoë\"}]");
    assertThat(((AuthConfig.OAuth2) vendor.auth()).jwt().orElseThrow().key()).isEqualTo("PEM");
  }

  @Test
  void whatIsNotSaidHasItsUsualValue() {
    SandboxConfig config =
        SandboxConfig.parse("vendors: {a: {collections: {tickets: }}, b: {port: 0}}");

    assertThat(config.host()).isEqualTo("127.0.0.1");
    assertThat(config.port()).isZero();
    assertThat(config.vendors().get(0).port()).isEmpty();
    assertThat(config.vendors().get(1).port()).isEqualTo(OptionalInt.of(0));
    assertThat(config.vendors().get(0).auth()).isEqualTo(new AuthConfig.None());
    CollectionConfig tickets = config.vendors().get(0).collections().get(0);
    assertThat(tickets.path()).isEqualTo("/tickets");
    assertThat(tickets.search()).isEqualTo("/tickets/search");
    assertThat(tickets.lag()).isEqualTo(Duration.ZERO);
  }

  @Test
  void faultsAreReadFromTheirOwnText() {
    assertThat(
            SandboxConfig.parseFaults(
                "{\"type\": \"Status\", \"status\": 503, \"times\": 2, \"path\": \"/a/*\"}"))
        .containsExactly(Fault.status(503).on("/a/*").times(2));
    assertThat(SandboxConfig.parseFaults("[{type: Latency, delay: 2s}, {type: Silence}]"))
        .containsExactly(Fault.latency(Duration.ofSeconds(2)), Fault.silence());
  }

  @ParameterizedTest
  @CsvSource({
    "/tickets, /tickets, true",
    "/tickets, /tickets/1, false",
    "/tickets, /ticket, false",
    "/tickets/*, /tickets/1, true",
    "/tickets/*, /tickets, false",
    "/tickets/*, /tickets/1/notes, false",
    "/tickets/**, /tickets, true",
    "/tickets/**, /tickets/1/notes, true",
    "/tickets/**, /ticketsandmore, false",
    "/*/notes, /tickets/notes, true",
    "/**, /, true",
    "/**, /a/b, true"
  })
  void aPatternMeansPaths(String pattern, String path, boolean matches) {
    assertThat(PathPattern.of(pattern).matches(path)).isEqualTo(matches);
  }
}
