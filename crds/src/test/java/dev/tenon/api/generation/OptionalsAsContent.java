package dev.tenon.api.generation;

import com.fasterxml.jackson.databind.BeanDescription;
import com.fasterxml.jackson.databind.JavaType;
import com.fasterxml.jackson.databind.SerializationConfig;
import com.fasterxml.jackson.databind.ser.BeanPropertyWriter;
import com.fasterxml.jackson.databind.ser.BeanSerializerBuilder;
import com.fasterxml.jackson.databind.ser.BeanSerializerModifier;
import java.util.List;

/**
 * Shows the CRD generator an {@code Optional<T>} as a {@code T}. It takes the raw type of a
 * property for the identity of an object, so two nested optionals look to it like a cycle.
 */
final class OptionalsAsContent extends BeanSerializerModifier {
  private static final long serialVersionUID = 1L;

  /** The last of the hooks, after the one in which the client library wraps every property. */
  @Override
  public BeanSerializerBuilder updateBuilder(
      SerializationConfig config, BeanDescription bean, BeanSerializerBuilder builder) {
    List<BeanPropertyWriter> properties =
        builder.getProperties().stream()
            .map(p -> p.getType().isReferenceType() ? new Unwrapped(p) : p)
            .toList();
    builder.setProperties(properties);
    return builder;
  }

  private static final class Unwrapped extends BeanPropertyWriter {
    private static final long serialVersionUID = 1L;

    Unwrapped(BeanPropertyWriter optional) {
      super(optional);
    }

    @Override
    public JavaType getType() {
      return super.getType().getReferencedType();
    }
  }
}
