package dev.tenon.camel.events;

import dev.tenon.camel.MappingRule;
import java.util.Map;
import org.apache.camel.Endpoint;
import org.apache.camel.spi.Metadata;
import org.apache.camel.spi.annotations.Component;
import org.apache.camel.support.DefaultComponent;

/**
 * {@code events:NAME} receives a System's events: signed ones only, and each is answered when its
 * route has completed.
 */
@Component("events")
public class EventsComponent extends DefaultComponent {
  @Metadata(
      description =
          "The base of the URLs by which vendors call, such as https://hooks.example.com, without a"
              + " path of an integration. HubSpot signs the full URL. Without it, the Host header"
              + " as it came is taken; X-Forwarded headers never are, as anybody can send them.")
  private String publicUrl;

  @Override
  protected void doInit() throws Exception {
    super.doInit();
    MappingRule.install(getCamelContext());
  }

  @Override
  protected Endpoint createEndpoint(String uri, String remaining, Map<String, Object> parameters)
      throws Exception {
    EventsEndpoint endpoint = new EventsEndpoint(uri, this);
    endpoint.setName(remaining);
    setProperties(endpoint, parameters);
    return endpoint;
  }

  /** The base of public URLs, if it is known. */
  public String getPublicUrl() {
    return publicUrl;
  }

  /** For Camel and who configures it. */
  public void setPublicUrl(String publicUrl) {
    this.publicUrl = publicUrl;
  }
}
