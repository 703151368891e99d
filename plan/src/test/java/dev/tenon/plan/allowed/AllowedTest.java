package dev.tenon.plan.allowed;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AllowedTest {
  private static final ObjectMapper YAML = new ObjectMapper(new YAMLFactory());

  private static List<Violation> check(String routes) {
    try {
      return Allowed.with(Set.of("kafka")).check(YAML.readTree(routes));
    } catch (java.io.IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }

  private static List<Violation> step(String step) {
    return check("[{route: {id: r, from: {uri: 'direct:a', steps: [" + step + "]}}}]");
  }

  @Test
  void aRouteOfEveryAllowedStepPasses() {
    assertThat(
            check(
                """
                - route:
                    id: receive
                    from:
                      uri: events:github?call=receive-1
                      steps:
                      - to: inbox:deliver?call=receive-2
                - route:
                    id: deliver
                    description: delivers
                    from:
                      uri: inbox:deliver?call=deliver-1
                      steps:
                      - filter: {jq: .open, steps: [{log: "open ${header.X-Id}"}]}
                      - filter: {expression: {jq: {expression: .open}}}
                      - transform: {jq: {expression: "{a: .b}"}}
                      - setVariable: {name: order, jq: "{a: {b: .c}}"}
                      - setHeaders: {headers: [{name: a, constant: b}, {name: c, simple: "${body}"}]}
                      - to: {uri: "system:crm?call=deliver-2", variableReceive: customer}
                      - choice:
                          when: [{jq: ".a == 1", steps: [{to: "log:x?level=INFO"}]}]
                          otherwise: {steps: [{stop: {}}]}
                      - split: {tokenize: "\\n", streaming: true, steps: [{unmarshal: {json: {}}}]}
                      - unmarshal: {csv: {useMaps: true, delimiter: ";"}}
                      - doTry:
                          steps: [{to: "system:crm?call=deliver-3"}]
                          doCatch: [{exception: [dev.tenon.camel.RequestRefused], steps: [{log: gone}]}]
                      - to: {uri: "kafka:topic", parameters: {brokers: "a:9092"}}
                      - toD: "kafka:x"
                      - toD: {uri: "kafka:topic/${header.a}"}
                      - removeHeaders: "X-*"
                - route: {id: ask, from: {uri: "platform-http:/orders/{id}", steps: []}}
                - route: {id: tick, from: {uri: "timer:tick", parameters: {period: 1000, delay: 0}, steps: []}}
                """))
        .filteredOn(violation -> !violation.fieldPath().contains("toD"))
        .isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "wireTap: 'log:x'",
        "bean: {ref: x}",
        "script: {groovy: x}",
        "process: {ref: x}",
        "throttle: {constant: 1}",
        "recipientList: {simple: 'a'}",
        "onException: {}",
        "aggregate: {}",
        "threads: {}",
        "pollEnrich: {constant: 'file:/etc'}",
        "to: 'http://evil'",
        "to: 'file:/etc'",
        "to: 'seda:x'",
        "to: 'exec:rm'",
        "to: 'system:crm'",
        "to: 'system:crm?call=r-1&x=y'",
        "to: 'system:crm?call=RAW(r-1)'",
        "to: {uri: 'system:crm?call=r-1', parameters: {a: b}}",
        "to: 'log:x?exchangeFormatter=#bean'",
        "to: 'log:x?marker=RAW(x)'",
        "to: 'kafka:a?x=#b'",
        "to: 'kafka:a?x=%7B'",
        "to: 'kafka:a/../b'",
        "to: 'kafka:{{x}}'",
        "toD: {uri: '${header.x}'}",
        "toD: {uri: '${header.x}:a'}",
        "toD: {uri: 'kafka:${header.x}'}",
        "toD: {uri: 'system:${header.x}'}",
        "toD: {uri: 'http://x/${header.y}'}",
        "setBody: {groovy: '1'}",
        "setBody: {simple: '${env:HOME}'}",
        "setBody: {simple: '${sys.x}'}",
        "setBody: {simple: '${bean:x}'}",
        "setBody: {simple: '${body.class}'}",
        "setBody: {simple: '$simple{env:HOME}'}",
        "setBody: {constant: 'resource:file:/etc/passwd'}",
        "setBody: {constant: ' resource:file:/etc/passwd'}",
        "setBody: {constant: '{{env:HOME}}'}",
        "setBody: {jq: env}",
        "setBody: {jq: {expression: ., resultType: java.io.File}}",
        "setBody: {expression: {jq: env}}",
        "setBody: {expression: {groovy: env}}",
        "setBody: {jsonpath: '$.${env:HOME}'}",
        "setBody: {jsonpath: {expression: '$.a', allowSimple: true}}",
        "setHeader: {name: CamelHttpUri, constant: 'http://evil'}",
        "setHeader: {name: '${env:HOME}', constant: a}",
        "log: '${env:HOME}'",
        "log: {message: '${sysenv.HOME}'}",
        "log: {message: a, logger: x}",
        "filter: {jq: ., statusPropertyName: x}",
        "filter: {jq: ., steps: [{bean: {}}]}",
        "choice: {when: [{jq: ., steps: [{bean: {}}]}]}",
        "choice: {otherwise: {steps: [{bean: {}}]}}",
        "split: {jq: ., parallelProcessing: true}",
        "multicast: {parallelProcessing: true}",
        "doTry: {steps: [], doCatch: [{exception: [java.lang.Exception], steps: []}]}",
        "doTry: {steps: [], doCatch: [{steps: []}]}",
        "doTry: {steps: [], doFinally: {steps: [{bean: {}}]}}",
        "convertBodyTo: java.io.File",
        "unmarshal: {json: {unmarshalType: java.net.URL}}",
        "unmarshal: {json: {library: Gson}}",
        "unmarshal: {jaxb: {}}",
        "unmarshal: {csv: {formatRef: x}}",
        "unmarshal: {csv: {delimiter: ';;'}}",
        "to: {uri: 'log:x', parameters: level}",
        "to: {uri: 7}",
        "transform: {jq: ., disabled: true}"
      })
  void whatIsNotOnTheListIsRefused(String step) {
    assertThat(step("{" + step + "}")).as(step).isNotEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "[{beans: []}]",
        "[{routeTemplate: {}}]",
        "[{rest: {}}]",
        "[{errorHandler: {}}]",
        "[{from: {uri: 'direct:a'}}]",
        "[{route: {from: {uri: 'direct:a'}}}]",
        "[{route: {id: A, from: {uri: 'direct:a'}}}]",
        "[{route: {id: a}}]",
        "[{route: {id: a, errorHandler: {}, from: {uri: 'direct:a'}}}]",
        "[{route: {id: a, from: 'direct:a'}}]",
        "[{route: {id: a, from: {uri: 'file:/etc'}}}]",
        "[{route: {id: a, from: {uri: 'platform-http:/a/../b'}}}]",
        "[{route: {id: a, from: {uri: 'platform-http:/a*'}}}]",
        "[{route: {id: a, from: {uri: 'timer:a', parameters: {timer: '#x'}}}}]",
        "{}",
        "[1]",
        "[[]]"
      })
  void whatIsNoRouteIsRefused(String routes) {
    assertThat(check(routes)).as(routes).isNotEmpty();
  }

  @Test
  void itIsKnownWhatCamelDoesWithEachText() throws Exception {
    assertThat(
            Allowed.slots(
                YAML.readTree(
                    """
                    - route:
                        id: r
                        from:
                          uri: "timer:{{name}}"
                          parameters: {period: "{{period}}"}
                          steps:
                          - to: {uri: "system:{{x}}", parameters: {path: "{{path}}"}, variableReceive: v}
                          - filter: {jq: "{{when}}", steps: [{log: "{{text}}"}]}
                          - transform: {jq: {expression: "{{map}}", source: "header:a"}}
                          - setHeader: {name: "{{n}}", expression: {constant: "{{c}}"}}
                          - setBody: {simple: "{{s}}"}
                          - toD: {uri: "kafka:{{t}}"}
                          - unmarshal: {csv: {delimiter: "{{d}}"}}
                    """)))
        .containsOnly(
            Map.entry("[0].route.from.uri", Slot.ENDPOINT),
            Map.entry("[0].route.from.parameters.period", Slot.OPTION),
            Map.entry("[0].route.from.steps[0].to.uri", Slot.ENDPOINT),
            Map.entry("[0].route.from.steps[0].to.variableReceive", Slot.NAME),
            Map.entry("[0].route.from.steps[1].filter.jq", Slot.JQ),
            Map.entry("[0].route.from.steps[1].filter.steps[0].log", Slot.MESSAGE),
            Map.entry("[0].route.from.steps[2].transform.jq.expression", Slot.JQ),
            Map.entry("[0].route.from.steps[2].transform.jq.source", Slot.FIELD),
            Map.entry("[0].route.from.steps[3].setHeader.name", Slot.NAME),
            Map.entry("[0].route.from.steps[3].setHeader.expression.constant", Slot.CONSTANT),
            Map.entry("[0].route.from.steps[4].setBody.simple", Slot.CODE),
            Map.entry("[0].route.from.steps[5].toD.uri", Slot.CODE),
            Map.entry("[0].route.from.steps[6].unmarshal.csv.delimiter", Slot.FIELD));
  }

  @Test
  void aRefusalSaysWhereWhatAndWhy() {
    assertThat(step("{wireTap: 'log:x'}"))
        .singleElement()
        .satisfies(
            violation -> {
              assertThat(violation.fieldPath()).isEqualTo("[0].route.from.steps[0].wireTap");
              assertThat(violation.name()).isEqualTo("wireTap");
              assertThat(violation.message())
                  .isEqualTo(
                      "the step wireTap may not be used: its copy is lost when the process ends; give the copy an inbox of its own");
            });
  }
}
