package dev.tenon.operator.admission;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tenon.api.ApiJson;
import dev.tenon.api.Crds;
import dev.tenon.api.v1alpha1.TenonResource;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.ObjectMeta;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** Reads objects of the eight kinds from JSON, by the plural of their kind. Safe for threads. */
public final class KindReader {
  private final Map<String, ObjectReader> readers = new HashMap<>();
  private final Map<String, String> kinds = new HashMap<>();

  /** A reader of all kinds. */
  public KindReader() {
    ObjectMapper mapper = ApiJson.newMapper();
    for (Class<? extends TenonResource<?, ?>> kind : Crds.kinds()) {
      String plural = HasMetadata.getPlural(kind);
      readers.put(plural, mapper.readerFor(kind));
      kinds.put(plural, HasMetadata.getKind(kind));
    }
  }

  /** The kind of a plural, if it is one of ours. */
  public Optional<String> kind(String plural) {
    return Optional.ofNullable(kinds.get(plural));
  }

  /**
   * Reads an object.
   *
   * @param plural of a kind that there is
   * @throws Unreadable where it is not what its schema asks for
   */
  public TenonResource<?, ?> read(String plural, ObjectNode json) {
    ObjectReader reader = readers.get(plural);
    if (reader == null) {
      throw new Unreadable("there is no kind " + plural);
    }
    TenonResource<?, ?> object;
    try {
      object = reader.readValue(json);
    } catch (JsonProcessingException e) {
      throw new Unreadable(e.getOriginalMessage());
    } catch (java.io.IOException | RuntimeException e) {
      throw new Unreadable(String.valueOf(e.getMessage()));
    }
    if (object.getMetadata() == null) {
      object.setMetadata(new ObjectMeta());
    }
    if (object.getSpec() == null) {
      throw new Unreadable("it has no spec");
    }
    return object;
  }

  /** An object is not what the schema of its kind asks for. */
  public static final class Unreadable extends RuntimeException {
    private static final long serialVersionUID = 1;

    Unreadable(String why) {
      super(why);
    }
  }
}
