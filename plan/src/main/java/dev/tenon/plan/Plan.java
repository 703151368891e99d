package dev.tenon.plan;

import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.SortedSet;

/**
 * What must run for one integration, complete and as a value: the same declaration gives the same
 * plan, byte for byte. It depends on the Integration, its pattern and its Systems alone. {@link
 * #revision} is the hash of everything else in it.
 *
 * @param routes Camel YAML DSL; its {@code system:}, {@code events:} and {@code inbox:} URIs name
 *     entries of {@code calls}
 * @param systems by name, each once
 * @param secrets every key that the calls read
 */
public record Plan(
    Ref of,
    Revision revision,
    String routes,
    SortedMap<String, Call> calls,
    List<SystemSpec> systems,
    List<Consumer> consumers,
    SortedSet<SecretKey> secrets,
    Resilience resilience,
    Needs needs,
    Facts facts) {

  /** The same plan with the revision that its content has. */
  public Plan sealed() {
    ObjectNode content = Json.tree(this);
    content.remove("revision");
    return new Plan(
        of,
        Revision.of(Json.bytes(content)),
        routes,
        calls,
        systems,
        consumers,
        secrets,
        resilience,
        needs,
        facts);
  }

  /** The System of that name, if the plan knows it. */
  public Optional<SystemSpec> system(String name) {
    return systems.stream().filter(system -> system.name().equals(name)).findFirst();
  }

  /** Whether any consumer waits for requests. */
  @JsonIgnore
  public boolean listens() {
    return needs.http();
  }
}
