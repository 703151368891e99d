package dev.tenon.api.v1alpha1;

import dev.tenon.api.ApiValue;
import dev.tenon.api.schema.Doc;
import io.fabric8.generator.annotation.Min;

/** What a replay did so far, in messages. */
public record ReplayCounts(
    @Doc("Messages that match; at most maxMessages of them are replayed.") @Min(0) long matched,
    @Doc("Messages given to the integration again.") @Min(0) long replayed,
    @Doc("Of these, messages delivered.") @Min(0) long delivered,
    @Doc("Of these, messages left out because they had been delivered under the same key.") @Min(0)
        long duplicates,
    @Doc("Of these, messages that became dead letters again.") @Min(0) long deadLetters)
    implements ApiValue {}
