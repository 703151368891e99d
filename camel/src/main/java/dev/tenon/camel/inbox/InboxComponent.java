package dev.tenon.camel.inbox;

import dev.tenon.camel.MappingRule;
import java.util.Map;
import org.apache.camel.Endpoint;
import org.apache.camel.spi.annotations.Component;
import org.apache.camel.support.DefaultComponent;

/**
 * {@code inbox:NAME} hands messages over durably: its producer stores them and returns when they
 * are committed, its consumer delivers them, for as long as it takes.
 */
@Component("inbox")
public class InboxComponent extends DefaultComponent {
  @Override
  protected void doInit() throws Exception {
    super.doInit();
    MappingRule.install(getCamelContext());
  }

  @Override
  protected Endpoint createEndpoint(String uri, String remaining, Map<String, Object> parameters)
      throws Exception {
    InboxEndpoint endpoint = new InboxEndpoint(uri, this);
    endpoint.setName(remaining);
    setProperties(endpoint, parameters);
    return endpoint;
  }
}
