package dev.tenon.camel.system;

import dev.tenon.camel.RequestRefused;
import dev.tenon.camel.SystemUnavailable;
import dev.tenon.camel.system.http.AnswerMessage;
import dev.tenon.camel.system.http.HttpSystem;
import dev.tenon.camel.system.http.RepeatableBody;
import dev.tenon.camel.system.http.RequestTemplate;
import dev.tenon.plan.Call;
import dev.tenon.plan.SystemSpec;
import java.util.Map;
import org.apache.camel.Exchange;
import org.apache.camel.support.DefaultProducer;

/**
 * Makes one guarded HTTP call for each exchange. Its answer becomes the body; when it fails, body
 * and headers are what they were.
 */
final class HttpProducer extends DefaultProducer {
  private final SystemComponent component;
  private final String call;
  private final HttpSystem http;
  private final RequestTemplate template;

  HttpProducer(SystemEndpoint endpoint, SystemSpec spec, Call.Send send) {
    super(endpoint);
    this.component = endpoint.system();
    this.call = endpoint.getCall();
    this.http = component.http(spec);
    this.template =
        http.template(
            call,
            send.http()
                .orElseThrow(
                    () ->
                        new IllegalArgumentException(
                            "the call " + call + " of an HTTP System states no request")));
  }

  @Override
  public void process(Exchange exchange) throws SystemUnavailable, RequestRefused {
    RepeatableBody.keep(exchange);
    AnswerMessage.set(
        exchange,
        http.call(template, call, exchange, Map.of(), component.stopping(), component.aborting()));
  }
}
