package dev.tenon.api.v1alpha1;

import dev.tenon.api.ApiValue;
import dev.tenon.api.schema.Doc;
import dev.tenon.api.schema.Line;
import dev.tenon.api.schema.Link;
import java.util.Optional;

/** How to reach a team. */
public record Contacts(
    @Doc("Where to ask in working hours, such as \"#revenue-ops\".") Optional<@Line String> chat,
    @Doc("Where to wake someone: a rota's page or a telephone number.")
        Optional<@Line String> onCall,
    @Doc("Where its runbooks are.") Optional<@Link String> runbooks)
    implements ApiValue {}
