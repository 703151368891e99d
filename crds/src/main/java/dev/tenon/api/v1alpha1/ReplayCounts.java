package dev.tenon.api.v1alpha1;

import dev.tenon.api.ApiValue;
import dev.tenon.api.schema.Doc;
import io.fabric8.generator.annotation.Min;

/** What a replay did so far, in messages. */
public record ReplayCounts(
    @Doc("Messages that match; at most maxMessages of them are replayed.") @Min(0) long matched,
    @Doc(
            "Messages given to the integration again; status.messages of the Integration counts what became of them.")
        @Min(0)
        long replayed)
    implements ApiValue {}
