package dev.neurite.io.safetensors;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.LongStream;

/**
 * A JSON value [RFC 8259]. Immutable.
 *
 * <p>Objects keep the order of their members. Numbers keep their text, so that a {@code long} or a
 * {@code float} comes back with the bits it had: {@link Float#toString(float)} writes the shortest
 * text that does. The typed accessors ({@code asInt}, …) take what is being read, and put it first
 * in their message: {@code "out" must be a whole number, got "abc"}.
 */
sealed interface Json {

  /** Members in their order. */
  record JsonObject(Map<String, Json> members) implements Json {
    public JsonObject {
      members = Collections.unmodifiableMap(new LinkedHashMap<>(members));
    }

    boolean has(String key) {
      return members.containsKey(key);
    }

    /** The member; a {@link JsonException} if there is none. */
    Json get(String key) {
      Json value = members.get(key);
      if (value == null) {
        throw new JsonException(JsonWriter.quote(key) + " is missing");
      }
      return value;
    }

    String string(String key) {
      return get(key).asString(JsonWriter.quote(key));
    }

    int integer(String key) {
      return get(key).asInt(JsonWriter.quote(key));
    }

    long longInteger(String key) {
      return get(key).asLong(JsonWriter.quote(key));
    }

    float float32(String key) {
      return get(key).asFloat(JsonWriter.quote(key));
    }

    double float64(String key) {
      return get(key).asDouble(JsonWriter.quote(key));
    }

    boolean bool(String key) {
      return get(key).asBoolean(JsonWriter.quote(key));
    }

    JsonObject object(String key) {
      return get(key).asObject(JsonWriter.quote(key));
    }

    JsonArray array(String key) {
      return get(key).asArray(JsonWriter.quote(key));
    }

    List<String> strings(String key) {
      return array(key).strings(JsonWriter.quote(key));
    }

    float[] floats(String key) {
      return array(key).floats(JsonWriter.quote(key));
    }

    int[] integers(String key) {
      return array(key).integers(JsonWriter.quote(key));
    }
  }

  /** Elements in their order. */
  record JsonArray(List<Json> elements) implements Json {
    public JsonArray {
      elements = List.copyOf(elements);
    }

    int size() {
      return elements.size();
    }

    List<String> strings(String what) {
      List<String> values = new ArrayList<>(size());
      for (int i = 0; i < size(); i++) {
        values.add(elements.get(i).asString(what + "[" + i + "]"));
      }
      return List.copyOf(values);
    }

    float[] floats(String what) {
      float[] values = new float[size()];
      for (int i = 0; i < values.length; i++) {
        values[i] = elements.get(i).asFloat(what + "[" + i + "]");
      }
      return values;
    }

    int[] integers(String what) {
      int[] values = new int[size()];
      for (int i = 0; i < values.length; i++) {
        values[i] = elements.get(i).asInt(what + "[" + i + "]");
      }
      return values;
    }
  }

  /** Text without unpaired surrogates, or the writer refuses it. */
  record JsonString(String value) implements Json {}

  /** A number as it is written. */
  record JsonNumber(String text) implements Json {
    public JsonNumber {
      if (!isNumber(text)) {
        throw new JsonException(JsonWriter.shorten(text) + " is not a JSON number");
      }
    }

    /** -? (0 | [1-9][0-9]*) (. [0-9]+)? ([eE] [+-]? [0-9]+)? */
    static boolean isNumber(String text) {
      int start = text.startsWith("-") ? 1 : 0;
      int at = digits(text, start);
      if (at == start || text.charAt(start) == '0' && at > start + 1) {
        return false; // no digit, or a leading zero
      }
      if (at < text.length() && text.charAt(at) == '.') {
        int fraction = at + 1;
        at = digits(text, fraction);
        if (at == fraction) {
          return false;
        }
      }
      if (at < text.length() && (text.charAt(at) | 0x20) == 'e') {
        boolean signed = at + 1 < text.length() && "+-".indexOf(text.charAt(at + 1)) >= 0;
        int exponent = at + (signed ? 2 : 1);
        at = digits(text, exponent);
        if (at == exponent) {
          return false;
        }
      }
      return at == text.length();
    }

    /** The index after the digits that begin there. */
    private static int digits(String text, int at) {
      int end = at;
      while (end < text.length() && text.charAt(end) >= '0' && text.charAt(end) <= '9') {
        end++;
      }
      return end;
    }
  }

  /** {@code true} or {@code false}. */
  record JsonBool(boolean value) implements Json {}

  /** {@code null}. */
  record JsonNull() implements Json {}

  /** Reads one value that is the whole text. */
  static Json parse(String text) {
    return JsonReader.parse(text);
  }

  /** Writes the value without white space: equal values give equal texts. */
  static String write(Json value) {
    return JsonWriter.write(value);
  }

  static Json of(String value) {
    return new JsonString(value);
  }

  static Json of(boolean value) {
    return new JsonBool(value);
  }

  static Json of(long value) {
    return new JsonNumber(Long.toString(value));
  }

  /** NaN and the infinities are refused: JSON has no text for them. */
  static Json of(float value) {
    return new JsonNumber(Float.toString(value));
  }

  /** NaN and the infinities are refused: JSON has no text for them. */
  static Json of(double value) {
    return new JsonNumber(Double.toString(value));
  }

  static Json ofStrings(List<String> values) {
    return new JsonArray(values.stream().map(Json::of).toList());
  }

  static Json ofFloats(float... values) {
    List<Json> elements = new ArrayList<>(values.length);
    for (float value : values) {
      elements.add(of(value));
    }
    return new JsonArray(elements);
  }

  static Json ofIntegers(int... values) {
    return new JsonArray(IntStream.of(values).mapToObj(Json::of).toList());
  }

  static Json ofLongs(long... values) {
    return new JsonArray(LongStream.of(values).mapToObj(Json::of).toList());
  }

  default String asString(String what) {
    if (this instanceof JsonString s) {
      return s.value();
    }
    throw wrong(what, "a string");
  }

  default int asInt(String what) {
    long value = asLong(what);
    if (value != (int) value) {
      throw wrong(what, "a whole number of 32 bits");
    }
    return (int) value;
  }

  default long asLong(String what) {
    if (this instanceof JsonNumber n) {
      try {
        return Long.parseLong(n.text());
      } catch (NumberFormatException e) {
        throw wrong(what, "a whole number of 64 bits");
      }
    }
    throw wrong(what, "a whole number");
  }

  /** The nearest float; numbers that would become infinite are refused. */
  default float asFloat(String what) {
    float value = this instanceof JsonNumber n ? Float.parseFloat(n.text()) : Float.NaN;
    if (!Float.isFinite(value)) {
      throw wrong(what, "a number in the range of a float");
    }
    return value;
  }

  /** The nearest double; numbers that would become infinite are refused. */
  default double asDouble(String what) {
    double value = this instanceof JsonNumber n ? Double.parseDouble(n.text()) : Double.NaN;
    if (!Double.isFinite(value)) {
      throw wrong(what, "a number in the range of a double");
    }
    return value;
  }

  default boolean asBoolean(String what) {
    if (this instanceof JsonBool b) {
      return b.value();
    }
    throw wrong(what, "true or false");
  }

  default JsonObject asObject(String what) {
    if (this instanceof JsonObject o) {
      return o;
    }
    throw wrong(what, "an object");
  }

  default JsonArray asArray(String what) {
    if (this instanceof JsonArray a) {
      return a;
    }
    throw wrong(what, "an array");
  }

  private JsonException wrong(String what, String expected) {
    String got =
        switch (this) {
          case JsonObject o -> "an object of " + o.members().size();
          case JsonArray a -> "an array of " + a.size();
          case JsonString s -> JsonWriter.quote(s.value());
          case JsonNumber n -> JsonWriter.shorten(n.text());
          case JsonBool b -> Boolean.toString(b.value());
          case JsonNull _ -> "null";
        };
    return new JsonException(what + " must be " + expected + ", got " + got);
  }
}
