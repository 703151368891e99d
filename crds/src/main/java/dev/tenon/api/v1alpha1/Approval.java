package dev.tenon.api.v1alpha1;

import dev.tenon.api.ApiValue;
import dev.tenon.api.schema.Doc;
import dev.tenon.api.schema.Link;
import dev.tenon.api.schema.Subject;
import java.util.Optional;

/** Who approved a waiver. */
public record Approval(
    @Doc(
            "Name of the user who approves, as Kubernetes authenticates him or her; it must be that of whoever writes it.")
        @Subject
        String by,
    @Doc("Where the approval can be read.") Optional<@Link String> evidence)
    implements ApiValue {}
