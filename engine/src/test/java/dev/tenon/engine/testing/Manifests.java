package dev.tenon.engine.testing;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.tenon.api.ApiJson;
import dev.tenon.api.v1alpha1.Integration;
import dev.tenon.api.v1alpha1.IntegrationPattern;
import dev.tenon.api.v1alpha1.IntegrationPolicy;
import dev.tenon.api.v1alpha1.Pause;
import dev.tenon.api.v1alpha1.Replay;
import dev.tenon.api.v1alpha1.SystemResource;
import dev.tenon.api.v1alpha1.Team;
import dev.tenon.api.v1alpha1.TenonResource;
import dev.tenon.api.v1alpha1.Waiver;
import dev.tenon.engine.estate.IndexedEstate;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;

/** Manifests as objects, for tests. */
public final class Manifests {
  private static final ObjectMapper MAPPER = ApiJson.newMapper();

  private static final Map<String, Class<? extends TenonResource<?, ?>>> KINDS =
      Map.of(
          "Integration", Integration.class,
          "IntegrationPattern", IntegrationPattern.class,
          "IntegrationPolicy", IntegrationPolicy.class,
          "Pause", Pause.class,
          "Replay", Replay.class,
          "System", SystemResource.class,
          "Team", Team.class,
          "Waiver", Waiver.class);

  private Manifests() {}

  /** All documents of a YAML text. */
  public static List<TenonResource<?, ?>> read(String yaml) {
    List<TenonResource<?, ?>> objects = new ArrayList<>();
    for (Object document : new Load(LoadSettings.builder().build()).loadAllFromString(yaml)) {
      if (document != null) {
        objects.add(object(document));
      }
    }
    return objects;
  }

  /** The documents of a YAML text that are of our kinds; others, such as Secrets, are left out. */
  public static List<TenonResource<?, ?>> readOurs(String yaml) {
    List<TenonResource<?, ?>> objects = new ArrayList<>();
    for (Object document : new Load(LoadSettings.builder().build()).loadAllFromString(yaml)) {
      if (document instanceof Map<?, ?> map && KINDS.containsKey(String.valueOf(map.get("kind")))) {
        objects.add(object(document));
      }
    }
    return objects;
  }

  /** A document as an object. */
  public static TenonResource<?, ?> of(JsonNode json) {
    return MAPPER.convertValue(json, KINDS.get(json.path("kind").asText()));
  }

  /** The one object of a YAML text. */
  public static <T extends TenonResource<?, ?>> T one(Class<T> type, String yaml) {
    return type.cast(read(yaml).get(0));
  }

  /** All documents of the YAML files of a folder, in the order of their names. */
  public static List<TenonResource<?, ?>> readFolder(Path folder) {
    try (Stream<Path> files = Files.list(folder)) {
      return files
          .filter(file -> file.toString().endsWith(".yaml"))
          .sorted()
          .flatMap(file -> read(text(file)).stream())
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** An estate of all documents of a YAML text. */
  public static IndexedEstate estate(String yaml) {
    return estate(read(yaml));
  }

  /** An estate of those objects. */
  public static IndexedEstate estate(List<TenonResource<?, ?>> objects) {
    IndexedEstate estate = new IndexedEstate();
    objects.forEach(estate::put);
    return estate;
  }

  private static TenonResource<?, ?> object(Object document) {
    String kind = String.valueOf(((Map<?, ?>) document).get("kind"));
    return MAPPER.convertValue(document, KINDS.get(kind));
  }

  private static String text(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
