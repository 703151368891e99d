package dev.tenon.operator.runtime.deployment;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.PodTemplateSpec;
import io.fabric8.kubernetes.client.utils.KubernetesSerialization;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Whether an object has every field that it is to have. What the API server or others add is theirs
 * and does not count: server-side apply would leave it as well.
 */
final class Differences {
  private static final Logger LOG = LoggerFactory.getLogger(Differences.class);
  private static final KubernetesSerialization JSON = new KubernetesSerialization();

  private Differences() {}

  /** Whether nothing needs to be written. */
  static boolean none(HasMetadata desired, HasMetadata live) {
    return within(tree(desired), tree(live));
  }

  private static Object tree(HasMetadata object) {
    return JSON.convertValue(object, Map.class);
  }

  /** A value as JSON text. */
  static String json(Object value) {
    return JSON.asJson(value);
  }

  /** The pod template that an annotation keeps, if it can be read. */
  static Optional<PodTemplateSpec> template(String json) {
    try {
      return Optional.ofNullable(JSON.unmarshal(json, PodTemplateSpec.class));
    } catch (RuntimeException e) {
      LOG.debug("the kept pod template cannot be read: {}", e.getMessage());
      return Optional.empty();
    }
  }

  private static boolean within(Object wanted, Object there) {
    if (wanted instanceof Map<?, ?> fields) {
      return there instanceof Map<?, ?> found
          && fields.entrySet().stream()
              .allMatch(
                  field ->
                      field.getValue() == null
                          || within(field.getValue(), found.get(field.getKey())));
    }
    if (wanted instanceof List<?> items) {
      return there instanceof List<?> found && withinList(items, found);
    }
    if (wanted instanceof Number one && there instanceof Number other) {
      return one.longValue() == other.longValue();
    }
    return Objects.equals(wanted, there);
  }

  /** Lists of named things are matched by name, and may hold more; others must be equal. */
  private static boolean withinList(List<?> wanted, List<?> there) {
    if (!wanted.isEmpty() && wanted.stream().allMatch(Differences::named)) {
      return wanted.stream()
          .allMatch(
              item ->
                  there.stream()
                      .filter(Differences::named)
                      .filter(other -> name(other).equals(name(item)))
                      .anyMatch(other -> within(item, other)));
    }
    if (wanted.size() != there.size()) {
      return false;
    }
    for (int i = 0; i < wanted.size(); i++) {
      if (!within(wanted.get(i), there.get(i))) {
        return false;
      }
    }
    return true;
  }

  private static boolean named(Object item) {
    return item instanceof Map<?, ?> map && map.get("name") instanceof String;
  }

  private static Object name(Object item) {
    return ((Map<?, ?>) item).get("name");
  }
}
