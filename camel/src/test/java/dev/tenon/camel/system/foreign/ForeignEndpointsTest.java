package dev.tenon.camel.system.foreign;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tenon.camel.system.credentials.Login;
import dev.tenon.plan.Credentials;
import dev.tenon.plan.SystemSpec;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;
import org.apache.camel.CamelContext;
import org.apache.camel.component.file.remote.RemoteFileEndpoint;
import org.apache.camel.impl.DefaultCamelContext;
import org.junit.jupiter.api.Test;

class ForeignEndpointsTest {
  @Test
  void aStockComponentGetsUserPasswordAndParametersAsTheyAre() throws Exception {
    SystemSpec system =
        new SystemSpec(
            "files",
            "ftp://files.example:2121/in",
            new TreeMap<>(Map.of("include", "a&b=c+d%20.*", "passiveMode", "true")),
            new Credentials.Basic("s"),
            Optional.empty(),
            new TreeSet<>());
    try (CamelContext context = new DefaultCamelContext()) {
      RemoteFileEndpoint<?> endpoint =
          (RemoteFileEndpoint<?>)
              ForeignEndpoints.create(
                  context, system, Optional.of(new Login("ada", "p&w=+%41 {{x}} RAW(y)")));
      assertThat(endpoint.getConfiguration().getUsername()).isEqualTo("ada");
      assertThat(endpoint.getConfiguration().getPassword()).isEqualTo("p&w=+%41 {{x}} RAW(y)");
      assertThat(endpoint.getConfiguration().getHost()).isEqualTo("files.example");
      assertThat(endpoint.getInclude()).isEqualTo("a&b=c+d%20.*");
    }
  }
}
