package dev.tenon.sandbox.vendor;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tenon.sandbox.config.VendorConfig.FixedAnswer;
import dev.tenon.sandbox.exchange.Answer;
import dev.tenon.sandbox.exchange.Request;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Answers that are declared as they are, and echoes: what was asked, as JSON. */
final class FixedAnswers implements Endpoint {
  private final List<FixedAnswer> answers;

  FixedAnswers(List<FixedAnswer> answers) {
    this.answers = answers;
  }

  @Override
  public Optional<Handled> handle(Request request) {
    for (FixedAnswer fixed : answers) {
      if (fixed.path().matches(request.path())
          && fixed.method().map(request.method()::equals).orElse(true)) {
        boolean read = request.method().equals("GET") || request.method().equals("HEAD");
        return Optional.of(Handled.of(answer(fixed, request), !read));
      }
    }
    return Optional.empty();
  }

  private static Answer answer(FixedAnswer fixed, Request request) {
    String body = fixed.echo() ? echo(request).toString() : fixed.body();
    boolean typed = fixed.headers().keySet().stream().anyMatch("Content-Type"::equalsIgnoreCase);
    Answer answer =
        typed
            ? new Answer(fixed.status(), List.of(), body.getBytes(StandardCharsets.UTF_8))
            : Answer.json(fixed.status(), body);
    for (Map.Entry<String, String> header : fixed.headers().entrySet()) {
      answer = answer.with(header.getKey(), header.getValue());
    }
    return answer;
  }

  private static ObjectNode echo(Request request) {
    ObjectNode echo = JsonNodeFactory.instance.objectNode();
    echo.put("method", request.method());
    echo.put("path", request.path());
    ObjectNode query = echo.putObject("query");
    request.parameters().forEach(query::put);
    ObjectNode headers = echo.putObject("headers");
    for (int i = 0; i < request.headers().size(); i += 2) {
      headers.put(request.headers().get(i), request.headers().get(i + 1));
    }
    echo.put("body", new String(request.body(), StandardCharsets.UTF_8));
    return echo;
  }
}
