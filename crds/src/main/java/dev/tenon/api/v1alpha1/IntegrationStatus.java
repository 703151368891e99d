package dev.tenon.api.v1alpha1;

import dev.tenon.api.schema.Doc;
import dev.tenon.api.schema.Keys;
import dev.tenon.api.schema.Link;
import dev.tenon.api.schema.Name;
import dev.tenon.api.schema.Unique;
import dev.tenon.api.schema.Word;
import io.fabric8.generator.annotation.Min;
import io.fabric8.generator.annotation.Size;
import io.fabric8.kubernetes.api.model.Condition;
import java.util.List;
import java.util.Optional;

/** What is observed about an integration. */
public record IntegrationStatus(
    long observedGeneration,
    List<Condition> conditions,
    @Doc(
            "Names of the Systems that the routes call, read from the rendered routes; at most 20 are listed.")
        @Unique
        @Size(max = 20)
        List<@Name String> systems,
    @Doc("Number of Systems that the routes call.") @Min(0) Optional<Long> systemsTotal,
    @Doc("Revisions of the rendered routes.") Optional<Revisions> revision,
    @Doc("The runtime in force, the operator's default included.") Optional<@Word String> runtime,
    @Doc(
            "What happened to messages since the integration first ran; updated every few seconds at most.")
        Optional<MessageCounts> messages,
    @Doc("The objectives, as measured.") @Keys("name") @Size(max = 20) List<SloStatus> slos,
    @Doc(
            "Waivers in force for this integration, the one that expires first leading; at most 20 are listed.")
        @Keys("name")
        @Size(max = 20)
        List<WaiverInForce> waivers,
    @Doc("Number of waivers in force.") @Min(0) Optional<Long> waiversTotal,
    @Doc("Address under which its events or requests are received, where it has one.")
        Optional<@Link String> url,
    @Doc("How often a change was let through by the annotation tenon.dev/break-glass.") @Min(0)
        Optional<Long> breakGlass)
    implements ResourceStatus {
  /** Keeps unchangeable copies. */
  public IntegrationStatus {
    conditions = Values.copy(conditions);
    systems = Values.copy(systems);
    slos = Values.copy(slos);
    waivers = Values.copy(waivers);
  }
}
