package dev.tenon.engine.cel.library;

import com.google.common.collect.ImmutableList;
import com.google.errorprone.annotations.Immutable;
import dev.cel.common.CelOverloadDecl;
import dev.cel.common.exceptions.CelInvalidArgumentException;
import dev.cel.common.types.CelType;
import dev.cel.common.values.CelByteString;
import dev.cel.runtime.CelFunctionBinding;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * One overload of a function: how it is declared and what it does.
 *
 * @param function the name by which expressions call it, with its namespace
 */
record Overload(String function, CelOverloadDecl declaration, CelFunctionBinding binding) {
  /** What an overload of one argument does. */
  @Immutable
  @FunctionalInterface
  interface Unary {
    Object apply(Object arg);
  }

  /** What an overload of two arguments does. */
  @Immutable
  @FunctionalInterface
  interface Binary {
    Object apply(Object first, Object second);
  }

  /** What an overload of any other number of arguments does. */
  @Immutable
  @FunctionalInterface
  interface Variadic {
    Object apply(Object[] args);
  }

  static Overload member(String function, String id, CelType result, CelType receiver, Unary body) {
    return new Overload(
        function,
        CelOverloadDecl.newMemberOverload(id, result, receiver),
        unary(id, receiver, body));
  }

  static Overload member(
      String function, String id, CelType result, CelType receiver, CelType arg, Binary body) {
    return new Overload(
        function,
        CelOverloadDecl.newMemberOverload(id, result, receiver, arg),
        binary(id, receiver, arg, body));
  }

  static Overload member(
      String function, String id, CelType result, List<CelType> args, Variadic body) {
    return new Overload(
        function, CelOverloadDecl.newMemberOverload(id, result, args), variadic(id, args, body));
  }

  static Overload global(String function, String id, CelType result, CelType arg, Unary body) {
    return new Overload(
        function, CelOverloadDecl.newGlobalOverload(id, result, arg), unary(id, arg, body));
  }

  static Overload global(
      String function, String id, CelType result, CelType first, CelType second, Binary body) {
    return new Overload(
        function,
        CelOverloadDecl.newGlobalOverload(id, result, first, second),
        binary(id, first, second, body));
  }

  static Overload global(
      String function, String id, CelType result, List<CelType> args, Variadic body) {
    return new Overload(
        function, CelOverloadDecl.newGlobalOverload(id, result, args), variadic(id, args, body));
  }

  private static CelFunctionBinding unary(String id, CelType arg, Unary body) {
    return CelFunctionBinding.from(id, javaType(arg), body::apply);
  }

  private static CelFunctionBinding binary(String id, CelType first, CelType second, Binary body) {
    return CelFunctionBinding.from(id, javaType(first), javaType(second), body::apply);
  }

  private static CelFunctionBinding variadic(String id, List<CelType> args, Variadic body) {
    ImmutableList.Builder<Class<?>> classes = ImmutableList.builder();
    args.forEach(arg -> classes.add(javaType(arg)));
    return CelFunctionBinding.from(id, classes.build(), body::apply);
  }

  /** The class whose instances are the values of a type; of any type, for a parameter. */
  @SuppressWarnings("unchecked")
  private static Class<Object> javaType(CelType type) {
    Class<?> found =
        switch (type.kind()) {
          case STRING -> String.class;
          case INT -> Long.class;
          case DOUBLE -> Double.class;
          case BOOL -> Boolean.class;
          case BYTES -> CelByteString.class;
          case DURATION -> Duration.class;
          case TIMESTAMP -> Instant.class;
          case LIST -> List.class;
          case MAP -> Map.class;
          case OPAQUE -> type.name().equals("optional_type") ? Optional.class : LibraryValue.class;
          default -> Object.class;
        };
    return (Class<Object>) found;
  }

  /** The failure of a call; the message is what the expression's author reads. */
  static RuntimeException failure(String message) {
    return new CelInvalidArgumentException(message);
  }
}
