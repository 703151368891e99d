package dev.tenon.api.v1alpha1;

import dev.tenon.api.ApiValue;
import dev.tenon.api.schema.Doc;
import dev.tenon.api.schema.Id;
import java.util.Optional;

/** Revisions of an integration's rendered routes; equal when what runs is what is declared. */
public record Revisions(
    @Doc("Revision of what is declared now; absent while it cannot be rendered.")
        Optional<@Id String> declared,
    @Doc(
            "Revision that serves; absent while nothing runs. Older than declared while a change is rolled out, or refused.")
        Optional<@Id String> running)
    implements ApiValue {}
