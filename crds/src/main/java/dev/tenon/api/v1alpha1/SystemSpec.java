package dev.tenon.api.v1alpha1;

import dev.tenon.api.ApiValue;
import dev.tenon.api.schema.Doc;
import dev.tenon.api.schema.Keys;
import dev.tenon.api.schema.Line;
import dev.tenon.api.schema.Link;
import dev.tenon.api.schema.Unique;
import io.fabric8.generator.annotation.Max;
import io.fabric8.generator.annotation.Min;
import io.fabric8.generator.annotation.Size;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** What is declared about a system. */
public record SystemSpec(
    @Doc("Who makes or runs it, such as Salesforce.") @Line String vendor,
    @Doc("Who answers for this declaration, and for the account behind it.") TeamRef owner,
    @Doc("Where the vendor says whether it is up.") Optional<@Link String> statusPage,
    @Doc("Where it is.") Endpoint endpoint,
    @Doc("How callers prove who they are. Absent: they do not.") Optional<Credentials> credentials,
    @Doc("How the events that it sends are signed. Absent: it cannot send any.")
        Optional<Webhook> webhook,
    @Doc("The vendor's own limit on the duration of a call; a caller's timeout must be below it.")
        Optional<Duration> timeout,
    @Doc("What the vendor allows all callers together. Integrations claim shares of it.")
        @Keys("name")
        @Size(max = 20)
        List<Limit> limits,
    @Doc(
            "HTTP statuses that mean \"later\" here, besides 408, 429 and 5xx: the message is held instead of becoming a dead letter.")
        @Unique
        @Size(max = 20)
        List<@Min(400) @Max(599) Integer> unavailableOn,
    @Doc("Who may use it. Absent: every team, with data of any class.")
        Optional<Availability> availableTo)
    implements ApiValue {
  /** Keeps unchangeable copies. */
  public SystemSpec {
    limits = Values.copy(limits);
    unavailableOn = Values.copy(unavailableOn);
  }
}
