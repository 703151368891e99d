package dev.tenon.api.v1alpha1;

import dev.tenon.api.ApiValue;
import dev.tenon.api.schema.Doc;
import dev.tenon.api.schema.Keys;
import dev.tenon.api.schema.Label;
import dev.tenon.api.schema.Line;
import dev.tenon.api.schema.Subject;
import dev.tenon.api.schema.Unique;
import io.fabric8.generator.annotation.Size;
import java.util.List;
import java.util.Optional;

/** Who a team is. */
public record TeamSpec(
    @Doc("Name for people. Default: the object's name.") Optional<@Line String> displayName,
    @Doc(
            "People in the team: for others to read, and to count how many know its integrations. They authorise nothing.")
        @Keys("id")
        @Size(max = 200)
        List<Member> members,
    @Doc("How to reach it.") Optional<Contacts> contacts,
    @Doc(
            "Kubernetes groups whose members act for the team, for example when they confirm ownership.")
        @Unique
        @Size(max = 32)
        List<@Subject String> groups,
    @Doc("Namespaces where it may be named as owner. Empty: everywhere, with a warning.")
        @Unique
        @Size(max = 256)
        List<@Label String> namespaces)
    implements ApiValue {
  /** Keeps unchangeable copies. */
  public TeamSpec {
    members = Values.copy(members);
    groups = Values.copy(groups);
    namespaces = Values.copy(namespaces);
  }
}
