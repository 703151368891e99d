package dev.tenon.api.v1alpha1;

import dev.tenon.api.ApiValue;
import dev.tenon.api.schema.Doc;
import io.fabric8.generator.annotation.Min;

/** What became of an integration's messages. */
public record MessageCounts(
    @Doc("Messages accepted, duplicates not counted.") @Min(0) long received,
    @Doc("Messages delivered.") @Min(0) long delivered,
    @Doc("Messages that the mapping left out on purpose.") @Min(0) long filtered,
    @Doc("Messages dropped because their key was seen before.") @Min(0) long duplicates,
    @Doc("Messages waiting now for a system that is away; delivered when it is back.") @Min(0)
        long held,
    @Doc("Messages that cannot be delivered, now; a Replay delivers them again.") @Min(0)
        long deadLetters)
    implements ApiValue {}
