package dev.tenon.api.v1alpha1;

import dev.tenon.api.ApiValue;
import dev.tenon.api.schema.Doc;
import dev.tenon.api.schema.Name;
import dev.tenon.api.schema.Unique;
import dev.tenon.api.schema.Word;
import io.fabric8.generator.annotation.Size;
import java.util.List;

/** Who may use a system. An empty list is no restriction. */
public record Availability(
    @Doc("Names of the Teams whose integrations may call it. Empty: all.") @Unique @Size(max = 256)
        List<@Name String> teams,
    @Doc("Classes of data that it may be given. Empty: all.") @Unique @Size(max = 16)
        List<@Word String> dataClasses)
    implements ApiValue {
  /** Keeps unchangeable copies. */
  public Availability {
    teams = Values.copy(teams);
    dataClasses = Values.copy(dataClasses);
  }
}
