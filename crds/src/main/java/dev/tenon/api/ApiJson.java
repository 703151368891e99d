package dev.tenon.api;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.databind.BeanProperty;
import com.fasterxml.jackson.databind.DeserializationContext;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JavaType;
import com.fasterxml.jackson.databind.JsonDeserializer;
import com.fasterxml.jackson.databind.JsonSerializer;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.SerializerProvider;
import com.fasterxml.jackson.databind.deser.ContextualDeserializer;
import com.fasterxml.jackson.databind.introspect.Annotated;
import com.fasterxml.jackson.databind.introspect.JacksonAnnotationIntrospector;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.module.SimpleModule;
import com.fasterxml.jackson.databind.ser.std.ToStringSerializerBase;
import com.fasterxml.jackson.datatype.jdk8.Jdk8Module;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import java.io.IOException;
import java.time.Duration;

/**
 * How the API's records look as JSON: what is absent or empty is left out, unknown fields are
 * ignored, days and instants are ISO 8601, durations are written as in {@link Durations}.
 */
public final class ApiJson {
  private static final ObjectMapper MAPPER = newMapper();

  private ApiJson() {}

  /**
   * A new mapper for the API's records and kinds, which the caller may configure further. Unlike
   * the mappers of clients it knows {@code Optional}, so it can also read parts of a kind.
   */
  public static ObjectMapper newMapper() {
    return JsonMapper.builder()
        .addModule(new Jdk8Module())
        .addModule(new JavaTimeModule())
        .addModule(durations())
        .annotationIntrospector(new WithoutDetour())
        .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
        .disable(SerializationFeature.WRITE_DATES_AS_TIMESTAMPS)
        .disable(SerializationFeature.FLUSH_AFTER_WRITE_VALUE)
        .defaultPropertyInclusion(
            JsonInclude.Value.construct(JsonInclude.Include.NON_EMPTY, JsonInclude.Include.ALWAYS))
        .build();
  }

  private static SimpleModule durations() {
    // a subclass of what the time module has for ISO 8601, added later, wins
    return new SimpleModule("tenon-durations")
        .addSerializer(Duration.class, new DurationWriter())
        .addDeserializer(Duration.class, new DurationReader());
  }

  /** Leaves out the annotations of {@link ApiValue}, which lead from any mapper to this one. */
  private static final class WithoutDetour extends JacksonAnnotationIntrospector {
    @Override
    public Object findSerializer(Annotated annotated) {
      Object found = super.findSerializer(annotated);
      return found == Writer.class ? null : found;
    }

    @Override
    public Object findDeserializer(Annotated annotated) {
      Object found = super.findDeserializer(annotated);
      return found == Reader.class ? null : found;
    }
  }

  private static final class DurationWriter extends ToStringSerializerBase {
    DurationWriter() {
      super(Duration.class);
    }

    @Override
    public String valueToString(Object value) {
      return Durations.format((Duration) value);
    }
  }

  private static final class DurationReader extends JsonDeserializer<Duration> {
    @Override
    public Duration deserialize(JsonParser parser, DeserializationContext context)
        throws IOException {
      String text = parser.getValueAsString();
      try {
        return Durations.parse(text);
      } catch (IllegalArgumentException e) {
        return (Duration)
            context.handleWeirdStringValue(Duration.class, text, "%s", e.getMessage());
      }
    }
  }

  /** Writes an {@link ApiValue} for a mapper that is not ours. */
  public static final class Writer extends JsonSerializer<ApiValue> {
    @Override
    public void serialize(ApiValue value, JsonGenerator generator, SerializerProvider provider)
        throws IOException {
      MAPPER.writeValue(generator, value);
    }
  }

  /** Reads an {@link ApiValue} for a mapper that is not ours. */
  public static final class Reader extends JsonDeserializer<ApiValue>
      implements ContextualDeserializer {
    private final JavaType type;

    /** For Jackson, which asks for the type's own reader by {@link #createContextual}. */
    public Reader() {
      this(null);
    }

    private Reader(JavaType type) {
      this.type = type;
    }

    @Override
    public JsonDeserializer<?> createContextual(
        DeserializationContext context, BeanProperty property) {
      return new Reader(context.getContextualType());
    }

    @Override
    public ApiValue deserialize(JsonParser parser, DeserializationContext context)
        throws IOException {
      return MAPPER.readValue(parser, type);
    }
  }
}
