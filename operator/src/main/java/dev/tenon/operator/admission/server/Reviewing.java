package dev.tenon.operator.admission.server;

import com.sun.net.httpserver.HttpExchange;
import dev.tenon.operator.admission.AdmissionHandler;
import dev.tenon.operator.admission.AdmissionRequest;
import dev.tenon.operator.admission.AdmissionReviews;
import dev.tenon.operator.admission.AdmissionReviews.Malformed;
import dev.tenon.operator.admission.server.Endpoint.Answer;
import java.io.IOException;
import java.io.InputStream;
import java.time.InstantSource;
import java.util.Optional;

/** AdmissionReviews over HTTP. */
final class Reviewing implements Endpoint.Resource {
  private final AdmissionHandler handler;
  private final InstantSource clock;

  Reviewing(AdmissionHandler handler, InstantSource clock) {
    this.handler = handler;
    this.clock = clock;
  }

  @Override
  public Answer answer(HttpExchange exchange) throws IOException {
    if (!exchange.getRequestMethod().equals("POST")) {
      return Answer.text(405, "an AdmissionReview is posted");
    }
    Optional<byte[]> body = body(exchange);
    if (body.isEmpty()) {
      return Answer.text(
          413, "an AdmissionReview has at most " + Endpoint.LARGEST_BODY + " bytes here");
    }
    AdmissionRequest request;
    try {
      request = AdmissionReviews.read(body.get());
    } catch (Malformed e) {
      return Answer.text(400, "this cannot be reviewed: " + e.getMessage());
    }
    return Answer.json(
        AdmissionReviews.write(request.uid(), handler.handle(request, clock.instant())));
  }

  /** The body; empty where it is too large. */
  private static Optional<byte[]> body(HttpExchange exchange) throws IOException {
    InputStream in = exchange.getRequestBody();
    byte[] body = in.readNBytes(Endpoint.LARGEST_BODY + 1);
    return body.length > Endpoint.LARGEST_BODY ? Optional.empty() : Optional.of(body);
  }
}
