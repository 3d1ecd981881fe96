package dev.neurite.io.safetensors;

import dev.neurite.io.safetensors.Json.JsonArray;
import dev.neurite.io.safetensors.Json.JsonBool;
import dev.neurite.io.safetensors.Json.JsonNull;
import dev.neurite.io.safetensors.Json.JsonNumber;
import dev.neurite.io.safetensors.Json.JsonObject;
import dev.neurite.io.safetensors.Json.JsonString;

/**
 * Writes JSON without white space, with only the escapes that RFC 8259 demands.
 *
 * <p>Keeps to the limits of {@link JsonReader}, so that what is written can be read.
 */
final class JsonWriter {
  private static final int QUOTED = 80; // characters of a foreign text shown in a message

  private final StringBuilder out = new StringBuilder();
  private int depth;
  private int values;

  private JsonWriter() {}

  static String write(Json value) {
    JsonWriter writer = new JsonWriter();
    writer.value(value);
    return writer.out.toString();
  }

  /** The text in quotes for a message: escaped, so that it stays on its line, and cut if long. */
  static String quote(String text) {
    JsonWriter writer = new JsonWriter();
    writer.string(printable(shorten(text)));
    return writer.out.toString();
  }

  private static String printable(String text) {
    StringBuilder result = new StringBuilder(text);
    for (int i = 0; i < text.length(); i += Character.charCount(text.codePointAt(i))) {
      int c = text.codePointAt(i);
      boolean lineEnd = c == 0x2028 || c == 0x2029;
      if (c >= 0x7f && c <= 0x9f || c >= 0xd800 && c <= 0xdfff || lineEnd) {
        result.setCharAt(i, '?');
      }
    }
    return result.toString();
  }

  /** The text, or its first characters and an ellipsis. */
  static String shorten(String text) {
    return text.length() <= QUOTED ? text : text.substring(0, QUOTED) + "…";
  }

  private void value(Json value) {
    switch (value) {
      case JsonObject o -> object(o);
      case JsonArray a -> array(a);
      case JsonString s -> string(s.value());
      case JsonNumber n -> out.append(n.text());
      case JsonBool b -> out.append(b.value());
      case JsonNull _ -> out.append("null");
    }
  }

  private void object(JsonObject object) {
    enter();
    String separator = "{";
    for (var member : object.members().entrySet()) {
      count();
      out.append(separator);
      string(member.getKey());
      out.append(':');
      value(member.getValue());
      separator = ",";
    }
    out.append(object.members().isEmpty() ? "{}" : "}");
    depth--;
  }

  private void array(JsonArray array) {
    enter();
    String separator = "[";
    for (Json element : array.elements()) {
      count();
      out.append(separator);
      value(element);
      separator = ",";
    }
    out.append(array.size() == 0 ? "[]" : "]");
    depth--;
  }

  private void enter() {
    if (++depth > JsonReader.MAX_DEPTH) {
      throw new JsonException("nested deeper than " + JsonReader.MAX_DEPTH);
    }
  }

  private void count() {
    if (++values > JsonReader.MAX_VALUES) {
      throw new JsonException("more than " + JsonReader.MAX_VALUES + " values");
    }
  }

  private void string(String text) {
    out.append('"');
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (Character.isHighSurrogate(c)
          && i + 1 < text.length()
          && Character.isLowSurrogate(text.charAt(i + 1))) {
        out.append(c).append(text.charAt(++i));
      } else {
        character(c);
      }
    }
    out.append('"');
  }

  private void character(char c) {
    switch (c) {
      case '"' -> out.append("\\\"");
      case '\\' -> out.append("\\\\");
      case '\b' -> out.append("\\b");
      case '\f' -> out.append("\\f");
      case '\n' -> out.append("\\n");
      case '\r' -> out.append("\\r");
      case '\t' -> out.append("\\t");
      default -> {
        if (Character.isSurrogate(c)) {
          throw new JsonException(
              "unpaired surrogate U+%04X has no encoding in UTF-8".formatted((int) c));
        }
        out.append(c < 0x20 ? "\\u%04x".formatted((int) c) : String.valueOf(c));
      }
    }
  }
}
