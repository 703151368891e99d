package dev.tenon.api.generation;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.TextNode;
import dev.tenon.api.ApiValue;
import dev.tenon.api.Durations;
import dev.tenon.api.schema.Doc;
import dev.tenon.api.schema.Keys;
import dev.tenon.api.schema.Unique;
import dev.tenon.api.v1alpha1.Rate;
import dev.tenon.api.v1alpha1.ResourceStatus;
import io.fabric8.generator.annotation.Default;
import io.fabric8.generator.annotation.Max;
import io.fabric8.generator.annotation.Min;
import io.fabric8.generator.annotation.Pattern;
import io.fabric8.generator.annotation.Required;
import io.fabric8.generator.annotation.Size;
import io.fabric8.kubernetes.api.model.apiextensions.v1.JSONSchemaProps;
import io.fabric8.kubernetes.api.model.apiextensions.v1.JSONSchemaPropsOrArray;
import java.lang.annotation.Annotation;
import java.lang.reflect.AnnotatedElement;
import java.lang.reflect.AnnotatedParameterizedType;
import java.lang.reflect.AnnotatedType;
import java.lang.reflect.Field;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Completes the generator's schema with what the Java types say and it does not read: bounds of
 * strings wherever they stand, list types, descriptions, formats, the order of fields and of enum
 * values. What the conventions demand and a type does not say is an error here, so that no field
 * without a bound or a description gets into the API.
 */
final class Shapes {
  private Shapes() {}

  /** Completes the schema of a record and of all that it holds. */
  static void record(Class<?> type, JSONSchemaProps schema, String path) {
    Map<String, JSONSchemaProps> ordered = new LinkedHashMap<>();
    List<String> required = new ArrayList<>();
    for (RecordComponent component : type.getRecordComponents()) {
      String name = component.getName();
      JSONSchemaProps property = schema.getProperties().get(name);
      if (property == null) {
        throw new IllegalStateException(path + "." + name + ": the generator did not see it");
      }
      if (ResourceStatus.class.isAssignableFrom(type) && name.equals("observedGeneration")) {
        Conditions.observedGeneration(property);
      } else if (ResourceStatus.class.isAssignableFrom(type) && name.equals("conditions")) {
        Conditions.list(property);
      } else {
        component(component, property, path + "." + name);
        if (isRequired(component)) {
          required.add(name);
        }
      }
      ordered.put(name, property);
    }
    schema.setProperties(ordered);
    schema.setRequired(required);
    // a rule on a component reaches the generator twice, by its field and by its accessor
    schema.setXKubernetesValidations(
        new ArrayList<>(new LinkedHashSet<>(schema.getXKubernetesValidations())));
  }

  private static void component(RecordComponent component, JSONSchemaProps schema, String path) {
    Doc doc = component.getAnnotation(Doc.class);
    if (doc == null) {
      throw new IllegalStateException(path + " has no @Doc");
    }
    shape(component.getAnnotatedType(), schema, path);
    schema.setDescription(doc.value());
    if ("array".equals(schema.getType())) {
      listType(component, schema);
    }
  }

  private static boolean isRequired(RecordComponent component) {
    if (onMember(component, Required.class)) {
      return true;
    }
    Class<?> raw = component.getType();
    return raw != Optional.class
        && raw != List.class
        && raw != Map.class
        && !onMember(component, Default.class);
  }

  /** The client library's annotations reach a component's accessor, not the component itself. */
  private static boolean onMember(RecordComponent component, Class<? extends Annotation> type) {
    return component.getAccessor().isAnnotationPresent(type);
  }

  private static void listType(RecordComponent component, JSONSchemaProps schema) {
    Keys keys = component.getAnnotation(Keys.class);
    if (keys != null) {
      schema.setXKubernetesListType("map");
      schema.setXKubernetesListMapKeys(List.of(keys.value()));
    } else {
      schema.setXKubernetesListType(component.isAnnotationPresent(Unique.class) ? "set" : "atomic");
    }
  }

  private static void shape(AnnotatedType annotated, JSONSchemaProps schema, String path) {
    Class<?> raw = raw(annotated.getType());
    if (raw == Optional.class) {
      shape(argument(annotated, 0), schema, path);
    } else if (raw == List.class) {
      list(annotated, schema, path);
    } else if (raw == Map.class) {
      map(annotated, schema, path);
    } else if (ApiValue.class.isAssignableFrom(raw) && raw != Rate.class) {
      record(raw, schema, path);
    } else if (raw.isEnum()) {
      schema.setEnum(enumValues(raw));
    } else {
      scalar(annotated, raw, schema, path);
    }
  }

  private static void list(AnnotatedType annotated, JSONSchemaProps schema, String path) {
    Size size = bound(annotated, path, "items");
    schema.setMaxItems(size.max());
    schema.setMinItems(size.min() > 0 ? size.min() : null);
    if (schema.getItems() == null) {
      schema.setItems(new JSONSchemaPropsOrArray(null, new JSONSchemaProps()));
    }
    shape(argument(annotated, 0), schema.getItems().getSchema(), path + "[]");
  }

  private static void map(AnnotatedType annotated, JSONSchemaProps schema, String path) {
    find(annotated, Size.class).ifPresent(size -> schema.setMaxProperties(size.max()));
    AnnotatedType value = argument(annotated, 1);
    if (value.getType() == Object.class) {
      // beside this, additionalProperties would demand objects for values
      schema.setAdditionalProperties(null);
      schema.setXKubernetesPreserveUnknownFields(true);
    } else {
      bound(annotated, path, "properties");
      shape(value, schema.getAdditionalProperties().getSchema(), path + "{}");
    }
  }

  private static void scalar(
      AnnotatedType annotated, Class<?> raw, JSONSchemaProps schema, String path) {
    find(annotated, Min.class).ifPresent(min -> schema.setMinimum(min.value()));
    find(annotated, Max.class).ifPresent(max -> schema.setMaximum(max.value()));
    if (raw == LocalDate.class) {
      string(schema, "date", null, 10);
    } else if (raw == Instant.class) {
      string(schema, "date-time", null, 35);
    } else if (raw == Duration.class) {
      string(schema, null, Durations.PATTERN, 8);
    } else if (raw == Rate.class) {
      string(schema, null, Rate.PATTERN, 11);
    } else if (raw == String.class || (raw == BigDecimal.class && isString(schema))) {
      Size size = bound(annotated, path, "length");
      string(schema, null, null, size.max());
      schema.setMinLength(size.min() > 0 ? size.min() : null);
    } else if (raw == Integer.class || raw == int.class) {
      schema.setFormat("int32");
    } else if (raw == Long.class || raw == long.class) {
      schema.setFormat("int64");
    } else if (raw != Boolean.class && raw != BigDecimal.class) {
      throw new IllegalStateException(path + ": no schema for " + raw);
    }
    find(annotated, Pattern.class).ifPresent(pattern -> schema.setPattern(pattern.value()));
  }

  private static boolean isString(JSONSchemaProps schema) {
    return "string".equals(schema.getType());
  }

  private static void string(JSONSchemaProps schema, String format, String pattern, long max) {
    schema.setType("string");
    schema.setFormat(format);
    schema.setPattern(pattern);
    schema.setMaxLength(max);
  }

  private static List<JsonNode> enumValues(Class<?> type) {
    return Arrays.stream(type.getFields())
        .filter(Field::isEnumConstant)
        .map(
            constant ->
                Optional.ofNullable(constant.getAnnotation(JsonProperty.class))
                    .map(JsonProperty::value)
                    .orElse(constant.getName()))
        .<JsonNode>map(TextNode::valueOf)
        .toList();
  }

  private static Size bound(AnnotatedType annotated, String path, String what) {
    return find(annotated, Size.class)
        .filter(size -> size.max() < Long.MAX_VALUE)
        .orElseThrow(() -> new IllegalStateException(path + ": the " + what + " have no bound"));
  }

  /** An annotation on the use of a type, or on the annotations there. */
  private static <A extends Annotation> Optional<A> find(AnnotatedElement where, Class<A> type) {
    return Stream.concat(
            Stream.ofNullable(where.getAnnotation(type)),
            Arrays.stream(where.getAnnotations())
                .flatMap(a -> Stream.ofNullable(a.annotationType().getAnnotation(type))))
        .findFirst();
  }

  private static AnnotatedType argument(AnnotatedType annotated, int index) {
    return ((AnnotatedParameterizedType) annotated).getAnnotatedActualTypeArguments()[index];
  }

  private static Class<?> raw(Type type) {
    return type instanceof ParameterizedType parameterized
        ? (Class<?>) parameterized.getRawType()
        : (Class<?>) type;
  }
}
