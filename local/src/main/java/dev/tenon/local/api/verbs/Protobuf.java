package dev.tenon.local.api.verbs;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tenon.local.api.failure.Failures;
import dev.tenon.local.api.json.Json;
import dev.tenon.local.api.kinds.ResourceType;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;
import java.util.Map;

/**
 * Reads the three kinds that kubectl's {@code create namespace}, {@code create configmap} and
 * {@code create secret} send as protobuf whatever the server says it takes. The numbers of the
 * fields are those of Kubernetes' generated.proto files.
 */
final class Protobuf {
  private static final byte[] MAGIC = {'k', '8', 's', 0};

  /** How a field is read. */
  private enum Wire {
    TEXT,
    TEXTS,
    TEXT_MAP,
    BYTES_MAP,
    BOOL,
    META,
    FINALIZERS
  }

  private record Field(String name, Wire wire) {}

  private static final Map<Integer, Field> META =
      Map.of(
          1, new Field("name", Wire.TEXT),
          2, new Field("generateName", Wire.TEXT),
          3, new Field("namespace", Wire.TEXT),
          11, new Field("labels", Wire.TEXT_MAP),
          12, new Field("annotations", Wire.TEXT_MAP),
          14, new Field("finalizers", Wire.TEXTS));

  private static final Map<String, Map<Integer, Field>> KINDS =
      Map.of(
          "Namespace",
          Map.of(1, new Field("metadata", Wire.META), 2, new Field("spec", Wire.FINALIZERS)),
          "ConfigMap",
          Map.of(
              1, new Field("metadata", Wire.META),
              2, new Field("data", Wire.TEXT_MAP),
              3, new Field("binaryData", Wire.BYTES_MAP),
              4, new Field("immutable", Wire.BOOL)),
          "Secret",
          Map.of(
              1, new Field("metadata", Wire.META),
              2, new Field("data", Wire.BYTES_MAP),
              3, new Field("type", Wire.TEXT),
              4, new Field("stringData", Wire.TEXT_MAP),
              5, new Field("immutable", Wire.BOOL)));

  private Protobuf() {}

  /** Whether objects of the kind are read. */
  static boolean reads(ResourceType type) {
    return !type.custom() && KINDS.containsKey(type.kind());
  }

  /**
   * Reads an object of a kind; refuses with 415 and what to send instead where it is not one of the
   * three.
   */
  static ObjectNode read(ResourceType type, byte[] body) {
    Map<Integer, Field> fields = type.custom() ? null : KINDS.get(type.kind());
    if (fields == null || body.length < 4 || !Arrays.equals(body, 0, 4, MAGIC, 0, 4)) {
      throw Failures.unsupportedMediaType(
          "this API reads "
              + type.kind()
              + " as application/json or application/yaml, not as protobuf: write a manifest and"
              + " use `kubectl apply -f` or `kubectl create -f`");
    }
    try {
      ObjectNode out = Json.object();
      Reader envelope = new Reader(body, 4, body.length);
      while (envelope.next()) {
        if (envelope.field == 1) {
          Reader header = envelope.message();
          while (header.next()) {
            String name = header.field == 1 ? "apiVersion" : header.field == 2 ? "kind" : "";
            if (name.isEmpty()) {
              header.skip();
            } else {
              out.put(name, header.text());
            }
          }
        } else if (envelope.field == 2) {
          read(envelope.message(), fields, out);
        } else {
          envelope.skip();
        }
      }
      return out;
    } catch (IndexOutOfBoundsException
        | java.nio.BufferUnderflowException
        | IllegalArgumentException e) {
      throw Failures.badRequest("the body is no protobuf of a " + type.kind());
    }
  }

  private static void read(Reader in, Map<Integer, Field> fields, ObjectNode out) {
    while (in.next()) {
      Field field = fields.get(in.field);
      if (field == null) {
        in.skip();
        continue;
      }
      switch (field.wire) {
        case TEXT -> {
          String text = in.text();
          if (!text.isEmpty()) {
            out.put(field.name, text);
          }
        }
        case TEXTS -> out.withArray("/" + field.name).add(in.text());
        case BOOL -> out.put(field.name, in.varint() != 0);
        case TEXT_MAP, BYTES_MAP -> entry(in.message(), field, out);
        case META -> read(in.message(), META, out.putObject("metadata"));
        case FINALIZERS ->
            read(
                in.message(),
                Map.of(1, new Field("finalizers", Wire.TEXTS)),
                out.putObject("spec"));
      }
    }
  }

  private static void entry(Reader in, Field field, ObjectNode out) {
    String key = "";
    byte[] value = {};
    while (in.next()) {
      if (in.field == 1) {
        key = in.text();
      } else if (in.field == 2) {
        value = in.bytes();
      } else {
        in.skip();
      }
    }
    String text =
        field.wire == Wire.BYTES_MAP
            ? Base64.getEncoder().encodeToString(value)
            : new String(value, StandardCharsets.UTF_8);
    out.withObject("/" + field.name).put(key, text);
  }

  /** The wire format: tags, varints, and bytes with a length. */
  private static final class Reader {
    private final ByteBuffer in;
    private int field;
    private int wire;

    Reader(byte[] body, int from, int to) {
      in = ByteBuffer.wrap(body, from, to - from).order(ByteOrder.LITTLE_ENDIAN);
    }

    boolean next() {
      if (!in.hasRemaining()) {
        return false;
      }
      long tag = varint();
      field = (int) (tag >>> 3);
      wire = (int) (tag & 7);
      return true;
    }

    long varint() {
      long out = 0;
      for (int shift = 0; shift < 64; shift += 7) {
        byte b = in.get();
        out |= (long) (b & 0x7f) << shift;
        if (b >= 0) {
          return out;
        }
      }
      throw new IllegalArgumentException("varint too long");
    }

    byte[] bytes() {
      long length = varint();
      if (length < 0 || length > in.remaining()) {
        throw new IllegalArgumentException("length out of bounds");
      }
      byte[] out = new byte[(int) length];
      in.get(out);
      return out;
    }

    String text() {
      return new String(bytes(), StandardCharsets.UTF_8);
    }

    Reader message() {
      byte[] inside = bytes();
      return new Reader(inside, 0, inside.length);
    }

    void skip() {
      switch (wire) {
        case 0 -> varint();
        case 1 -> in.getLong();
        case 2 -> bytes();
        case 5 -> in.getInt();
        default -> throw new IllegalArgumentException("unknown wire type");
      }
    }
  }
}
