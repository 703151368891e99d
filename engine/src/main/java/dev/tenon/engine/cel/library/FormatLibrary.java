package dev.tenon.engine.cel.library;

import static dev.cel.common.types.SimpleType.STRING;

import dev.cel.common.types.ListType;
import dev.cel.common.types.OpaqueType;
import dev.cel.common.types.OptionalType;
import dev.tenon.engine.apimachinery.ObjectNames;
import dev.tenon.engine.apimachinery.StringFormats;
import dev.tenon.engine.golang.GoUrl;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;

/** {@code format.named}, the named formats as functions, and {@code validate}. */
final class FormatLibrary {
  private static final OpaqueType FORMAT = OpaqueType.create("kubernetes.NamedFormat");

  /** What is wrong with a text; nothing where it is good. */
  private record NamedFormat(String name, Function<String, List<String>> check) {
    @Override
    public String toString() {
      return name;
    }
  }

  /** A format as a value. */
  private static final class FormatValue extends LibraryValue<NamedFormat> {
    FormatValue(NamedFormat format) {
      super(FORMAT, format);
    }
  }

  private static final Map<String, FormatValue> BY_NAME = new TreeMap<>();

  static {
    add("dns1123Label", ObjectNames::dns1123Label);
    add("dns1123Subdomain", ObjectNames::dns1123Subdomain);
    add("dns1035Label", ObjectNames::dns1035Label);
    add("qualifiedName", ObjectNames::qualifiedName);
    add("dns1123LabelPrefix", text -> ObjectNames.dns1123Label(ObjectNames.asPrefix(text)));
    add("dns1123SubdomainPrefix", text -> ObjectNames.dns1123Subdomain(ObjectNames.asPrefix(text)));
    add("dns1035LabelPrefix", text -> ObjectNames.dns1035Label(ObjectNames.asPrefix(text)));
    add("labelValue", ObjectNames::labelValue);
    add("uri", FormatLibrary::uri);
    add("uuid", stringFormat("uuid", "does not match the UUID format"));
    add("byte", stringFormat("byte", "invalid base64"));
    add("date", stringFormat("date", "invalid date"));
    add("datetime", stringFormat("datetime", "invalid datetime"));
  }

  private FormatLibrary() {}

  static List<Overload> overloads() {
    List<Overload> out = new ArrayList<>();
    BY_NAME.forEach(
        (name, format) ->
            out.add(
                Overload.global(
                    "format." + name, "format." + name, FORMAT, List.of(), args -> format)));
    out.add(
        Overload.global(
            "format.named",
            "format-named",
            OptionalType.create(FORMAT),
            STRING,
            name -> Optional.ofNullable(BY_NAME.get((String) name))));
    out.add(
        Overload.member(
            "validate",
            "format-validate",
            OptionalType.create(ListType.create(STRING)),
            FORMAT,
            STRING,
            (format, text) -> validate(format, (String) text)));
    return out;
  }

  private static Optional<List<String>> validate(Object format, String text) {
    if (!(format instanceof FormatValue value)) {
      throw Overload.failure("no such overload");
    }
    List<String> wrong = value.inside().check().apply(text);
    return wrong.isEmpty() ? Optional.empty() : Optional.of(wrong);
  }

  private static void add(String name, Function<String, List<String>> check) {
    BY_NAME.put(name, new FormatValue(new NamedFormat(name, check)));
  }

  private static List<String> uri(String text) {
    try {
      GoUrl.parseRequestUri(text);
      return List.of();
    } catch (GoUrl.Invalid e) {
      return List.of(e.getMessage());
    }
  }

  private static Function<String, List<String>> stringFormat(String name, String wrong) {
    return text -> StringFormats.all().get(name).test(text) ? List.of() : List.of(wrong);
  }
}
