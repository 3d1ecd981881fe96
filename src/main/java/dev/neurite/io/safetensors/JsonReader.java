package dev.neurite.io.safetensors;

import dev.neurite.io.safetensors.Json.JsonArray;
import dev.neurite.io.safetensors.Json.JsonBool;
import dev.neurite.io.safetensors.Json.JsonNull;
import dev.neurite.io.safetensors.Json.JsonNumber;
import dev.neurite.io.safetensors.Json.JsonObject;
import dev.neurite.io.safetensors.Json.JsonString;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Reads JSON [RFC 8259] from bytes, strictly: UTF-8 without errors, no duplicate keys, no unpaired
 * surrogates, nothing after the value.
 *
 * <p>A caller that knows what it expects pulls the parts one by one ({@link Members}, {@link
 * Elements}, {@link #string}, {@link #wholeNumber}) and builds no tree; {@link #value} builds one.
 * Nesting and the number of values are limited, so that hostile text costs neither the stack nor
 * much memory. Every error names the byte: {@code byte 37: expected ':', found ']'}.
 */
final class JsonReader {
  static final int MAX_DEPTH = 64;
  static final int MAX_VALUES = 1 << 20; // members and elements of one text, about 100 bytes each

  private static final int END = -1;

  private final byte[] bytes;
  private final long origin;
  private final CharsetDecoder utf8 =
      StandardCharsets.UTF_8
          .newDecoder()
          .onMalformedInput(CodingErrorAction.REPORT)
          .onUnmappableCharacter(CodingErrorAction.REPORT);
  private int at;
  private int depth;
  private int values;

  /** A reader of {@code bytes}, the first of which messages call byte {@code origin}. */
  JsonReader(byte[] bytes, long origin) {
    this.bytes = bytes;
    this.origin = origin;
  }

  /** Reads one value that is the whole text. */
  static Json parse(String text) {
    JsonReader reader = new JsonReader(text.getBytes(StandardCharsets.UTF_8), 0);
    Json value = reader.value();
    reader.end();
    return value;
  }

  /** Reads any value as a tree. */
  Json value() {
    return switch (peek()) {
      case '{' -> {
        Map<String, Json> members = new LinkedHashMap<>();
        for (Members m = object(); m.next(); ) {
          members.put(m.name(), value());
        }
        yield new JsonObject(members);
      }
      case '[' -> {
        List<Json> elements = new ArrayList<>();
        for (Elements e = array(); e.next(); ) {
          elements.add(value());
        }
        yield new JsonArray(elements);
      }
      case '"' -> new JsonString(string());
      case 't' -> literal("true", new JsonBool(true));
      case 'f' -> literal("false", new JsonBool(false));
      case 'n' -> literal("null", new JsonNull());
      default -> new JsonNumber(number("a value"));
    };
  }

  /** Enters an object, whose members are to be read one after the other. */
  Members object() {
    return new Members();
  }

  /** Enters an array, whose elements are to be read one after the other. */
  Elements array() {
    return new Elements();
  }

  /** The members of the object that is being read. */
  final class Members {
    private final Set<String> names = new HashSet<>();
    private boolean more = enter('{', '}', "an object");
    private String name;

    private Members() {}

    /** Goes on to the next member, whose value is to be read then; false at the end. */
    boolean next() {
      if (name != null) {
        more = JsonReader.this.next('}');
      }
      if (more) {
        readName();
      }
      return more;
    }

    private void readName() {
      peek();
      int start = at;
      name = string();
      if (!names.add(name)) {
        throw error(start, "duplicate key " + JsonWriter.quote(name));
      }
      expect(':', "':'");
    }

    /** The name of this member. */
    String name() {
      return name;
    }
  }

  /** The elements of the array that is being read. */
  final class Elements {
    private boolean more = enter('[', ']', "an array");
    private boolean begun;

    private Elements() {}

    /** Goes on to the next element, which is to be read then; false at the end. */
    boolean next() {
      if (begun) {
        more = JsonReader.this.next(']');
      }
      begun = true;
      return more;
    }
  }

  /** Reads a string. */
  String string() {
    expect('"', "a string");
    StringBuilder text = new StringBuilder();
    int start = at;
    while (true) {
      int c = byteAt(at);
      if (c == '"') {
        decode(start, text);
        at++;
        return text.toString();
      } else if (c == '\\') {
        decode(start, text);
        at++;
        escape(text);
        start = at;
      } else if (c == END) {
        throw error(at, "the string has no end");
      } else if (c < 0x20) {
        throw error(at, "control character in a string, " + found(c));
      } else {
        at++;
      }
    }
  }

  /** Reads a whole number of 0 or more: digits only, at most 2⁶³ − 1. */
  long wholeNumber() {
    peek();
    int start = at;
    String expected = "a whole number of 0 or more";
    String text = number(expected);
    try {
      if (text.charAt(0) != '-') {
        return Long.parseLong(text);
      }
    } catch (NumberFormatException e) {
      // a fraction, an exponent, or too large: the message below
    }
    throw error(start, "expected " + expected + ", found " + JsonWriter.shorten(text));
  }

  /** Refuses anything but white space up to the end. */
  void end() {
    int c = peek();
    if (c != END) {
      throw error(at, "expected the end, found " + found(c));
    }
  }

  /** An error at the next token. */
  JsonException errorHere(String message) {
    peek();
    return error(at, message);
  }

  private boolean enter(char open, char close, String expected) {
    expect(open, expected);
    if (++depth > MAX_DEPTH) {
      throw error(at - 1, "nested deeper than " + MAX_DEPTH);
    }
    if (peek() == close) {
      at++;
      depth--;
      return false;
    }
    count();
    return true;
  }

  private boolean next(char close) {
    int c = peek();
    if (c == ',') {
      at++;
      count();
      return true;
    }
    expect(close, "',' or '" + close + "'");
    depth--;
    return false;
  }

  private void count() {
    if (++values > MAX_VALUES) {
      throw error(at, "more than " + MAX_VALUES + " values");
    }
  }

  private Json literal(String word, Json value) {
    int start = at;
    for (int i = 0; i < word.length(); i++, at++) {
      if (byteAt(at) != word.charAt(i)) {
        throw error(start, "expected " + word + ", found " + found(byteAt(at)));
      }
    }
    return value;
  }

  private String number(String expected) {
    int c = peek();
    int start = at;
    while (c == '-' || c == '+' || c == '.' || c == 'e' || c == 'E' || (c >= '0' && c <= '9')) {
      c = byteAt(++at);
    }
    if (at == start) {
      throw error(at, "expected " + expected + ", found " + found(c));
    }
    String text = new String(bytes, start, at - start, StandardCharsets.US_ASCII);
    if (!JsonNumber.isNumber(text)) {
      throw error(start, JsonWriter.shorten(text) + " is not a number");
    }
    return text;
  }

  private void decode(int start, StringBuilder text) {
    CharBuffer chars = CharBuffer.allocate(at - start);
    ByteBuffer encoded = ByteBuffer.wrap(bytes, start, at - start);
    if (utf8.reset().decode(encoded, chars, true).isError()) {
      throw error(encoded.position(), "not UTF-8");
    }
    text.append(chars.flip());
  }

  private void escape(StringBuilder text) {
    int c = byteAt(at++);
    switch (c) {
      case '"', '\\', '/' -> text.append((char) c);
      case 'b' -> text.append('\b');
      case 'f' -> text.append('\f');
      case 'n' -> text.append('\n');
      case 'r' -> text.append('\r');
      case 't' -> text.append('\t');
      case 'u' -> unicode(text);
      default -> throw error(at - 1, "expected an escape, found " + found(c));
    }
  }

  private void unicode(StringBuilder text) {
    int start = at - 2;
    char unit = hex();
    text.append(unit);
    if (Character.isHighSurrogate(unit) && byteAt(at) == '\\' && byteAt(at + 1) == 'u') {
      at += 2;
      char low = hex();
      text.append(low);
      if (Character.isLowSurrogate(low)) {
        return;
      }
    }
    if (Character.isSurrogate(unit)) {
      throw error(start, "unpaired surrogate");
    }
  }

  private char hex() {
    int unit = 0;
    for (int i = 0; i < 4; i++, at++) {
      int c = byteAt(at);
      int digit = c == END ? -1 : Character.digit((char) c, 16);
      if (digit < 0) {
        throw error(at, "expected a hexadecimal digit, found " + found(c));
      }
      unit = 16 * unit + digit;
    }
    return (char) unit;
  }

  private void expect(char wanted, String expected) {
    int c = peek();
    if (c != wanted) {
      throw error(at, "expected " + expected + ", found " + found(c));
    }
    at++;
  }

  private int peek() {
    int c = byteAt(at);
    while (c == ' ' || c == '\t' || c == '\n' || c == '\r') {
      c = byteAt(++at);
    }
    return c;
  }

  private int byteAt(int index) {
    return index < bytes.length ? bytes[index] & 0xff : END;
  }

  private JsonException error(int index, String message) {
    return new JsonException("byte " + (origin + index) + ": " + message);
  }

  private static String found(int c) {
    if (c == END) {
      return "the end";
    }
    return c > 0x20 && c < 0x7f ? "'" + (char) c + "'" : "byte 0x%02X".formatted(c);
  }
}
