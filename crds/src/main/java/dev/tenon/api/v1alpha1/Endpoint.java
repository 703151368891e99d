package dev.tenon.api.v1alpha1;

import dev.tenon.api.ApiValue;
import dev.tenon.api.schema.Doc;
import io.fabric8.generator.annotation.Pattern;
import io.fabric8.generator.annotation.Size;
import io.fabric8.generator.annotation.ValidationRule;
import java.util.Map;

/** Where a system is. */
@ValidationRule(
    value = "!self.uri.matches('^[a-z][a-z0-9+.-]*:(//)?[^/@:]*:[^/@]*@')",
    message =
        "endpoint.uri holds a password: put it into a Secret that credentials.secretRef names",
    fieldPath = ".uri")
@ValidationRule(
    value = "!self.uri.matches('^https?:') || self.uri.matches('^https?://[^/?#]+[^?#]*$')",
    message = "an http address has a host, no query and no fragment",
    fieldPath = ".uri")
@ValidationRule(
    value = "!has(self.parameters) || !self.uri.matches('^https?:')",
    message = "parameters are options of a Camel component; an http address has none",
    fieldPath = ".parameters")
public record Endpoint(
    @Doc(
            "Base address: http or https for a REST API, or the URI of another Camel component, such as kafka:orders. It holds no credentials.")
        @Size(min = 3, max = 1024)
        @Pattern("^[a-z][a-z0-9+.-]*:\\S+$")
        String uri,
    @Doc("Options of a Camel component by name; not for http and https.") @Size(max = 64)
        Map<String, @Size(max = 1024) String> parameters)
    implements ApiValue {
  /** Keeps an unchangeable copy. */
  public Endpoint {
    parameters = Values.copy(parameters);
  }
}
