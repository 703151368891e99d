package dev.tenon.api.v1alpha1;

import dev.tenon.api.ApiValue;
import dev.tenon.api.schema.Doc;
import dev.tenon.api.schema.Subject;

/** Someone in a team. */
public record Member(@Doc("How the person is known, such as an e-mail address.") @Subject String id)
    implements ApiValue {}
