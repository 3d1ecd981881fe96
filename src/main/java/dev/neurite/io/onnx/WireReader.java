package dev.neurite.io.onnx;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * One message in the protocol buffers wire format: fields, each a number, a wire type and a value.
 *
 * <p>Every length is checked against the message it stands in before it is used, so a nested
 * message never reaches beyond its parent. Nothing here calls itself: depth is what the caller asks
 * for.
 *
 * <p>Source: <a href="https://protobuf.dev/programming-guides/encoding/">Protocol buffers,
 * Encoding</a>.
 */
final class WireReader {
  /** Wire types. */
  static final int VARINT = 0;

  static final int FIXED64 = 1;
  static final int BYTES = 2;
  static final int FIXED32 = 5;

  /** Messages and texts in a file, at most: each costs some 100 bytes of memory, if empty too. */
  static final int MAX_PARTS = 1 << 20;

  private final String file;
  private final byte[] data;
  private final ByteBuffer little;
  private final int[] parts; // messages and texts so far; shared by all readers of a file
  private final int limit;
  private final int start;
  private int position;
  private int fieldStart;
  private int field;
  private int type;

  /** The outermost message: all of {@code data}. */
  WireReader(String file, byte[] data) {
    this.file = file;
    this.data = data;
    this.little = ByteBuffer.wrap(data).order(ByteOrder.LITTLE_ENDIAN);
    this.parts = new int[1];
    this.start = 0;
    this.limit = data.length;
  }

  private WireReader(WireReader parent, Span span) {
    this.file = parent.file;
    this.data = parent.data;
    this.little = parent.little;
    this.parts = parent.parts;
    this.start = span.from();
    this.position = span.from();
    this.limit = span.from() + span.length();
  }

  /** The byte of the file at which this message begins. */
  int start() {
    return start;
  }

  /** The file as it is: not to be changed. */
  byte[] data() {
    return data;
  }

  String file() {
    return file;
  }

  /** Moves to the next field; its number, or 0 at the end of the message. */
  int next() {
    if (position == limit) {
      return 0;
    }
    fieldStart = position;
    long tag = varint();
    field = (int) (tag >>> 3);
    type = (int) (tag & 7);
    if (tag >>> 3 == 0 || tag >>> 3 > 0x1FFFFFFF) {
      throw problem("the field number " + (tag >>> 3) + " is not one");
    }
    return field;
  }

  /** Passes over the value of the field. */
  void skip() {
    switch (type) {
      case VARINT -> varint();
      case FIXED64 -> advance(Long.BYTES);
      case FIXED32 -> advance(Integer.BYTES);
      case BYTES -> advance(length());
      default -> throw problem("field " + field + " has the wire type " + type + ", unknown here");
    }
  }

  /** An integer. */
  long integer() {
    expect(VARINT);
    return varint();
  }

  /** A 32-bit float. */
  float float32() {
    expect(FIXED32);
    return little.getFloat(advance(Float.BYTES));
  }

  /** The start and the end of a string of bytes, in the file. */
  Span bytes() {
    expect(BYTES);
    int length = length();
    int from = advance(length);
    return new Span(from, length);
  }

  /** A copy of a string of bytes. */
  byte[] copy() {
    Span span = bytes();
    count();
    return Arrays.copyOfRange(data, span.from(), span.from() + span.length());
  }

  /** A nested message. */
  WireReader message() {
    Span span = bytes();
    count();
    return new WireReader(this, span);
  }

  /** Text in UTF-8. */
  String text() {
    Span span = bytes();
    count();
    try {
      return StandardCharsets.UTF_8
          .newDecoder()
          .decode(ByteBuffer.wrap(data, span.from(), span.length()))
          .toString();
    } catch (CharacterCodingException e) {
      throw problem("field " + field + " is not UTF-8");
    }
  }

  /** Adds one integer, or a packed list of them. */
  void integers(NumberList list) {
    if (type == VARINT) {
      list.add(varint());
      return;
    }
    Span span = bytes();
    int end = span.from() + span.length();
    int count = 0;
    for (int i = span.from(); i < end; i++) {
      count += data[i] >= 0 ? 1 : 0; // the last byte of each
    }
    list.reserve(count);
    WireReader packed = new WireReader(this, span);
    while (packed.position < end) {
      list.add(packed.varint());
    }
  }

  /** Adds the bits of one float, or of a packed list of them. */
  void floats(NumberList list) {
    if (type == FIXED32) {
      list.add(little.getInt(advance(Float.BYTES)));
      return;
    }
    Span span = packed(Float.BYTES, list);
    for (int i = 0; i < span.length(); i += Float.BYTES) {
      list.add(little.getInt(span.from() + i));
    }
  }

  /** Adds the bits of one double, or of a packed list of them. */
  void doubles(NumberList list) {
    if (type == FIXED64) {
      list.add(little.getLong(advance(Double.BYTES)));
      return;
    }
    Span span = packed(Double.BYTES, list);
    for (int i = 0; i < span.length(); i += Double.BYTES) {
      list.add(little.getLong(span.from() + i));
    }
  }

  OnnxException problem(String problem) {
    return new OnnxException(file, "byte " + fieldStart + ": " + problem);
  }

  private void count() {
    if (++parts[0] > MAX_PARTS) {
      throw problem("the file has more than " + MAX_PARTS + " messages and texts, the limit here");
    }
  }

  private Span packed(int width, NumberList list) {
    Span span = bytes();
    list.reserve(span.length() / width);
    if (span.length() % width != 0) {
      throw problem(
          "field " + field + " packs numbers of " + width + " bytes into " + span.length());
    }
    return span;
  }

  private void expect(int expected) {
    if (type != expected) {
      throw problem("field " + field + " has the wire type " + type + ", expected " + expected);
    }
  }

  private int length() {
    long length = varint();
    if (length < 0 || length > limit - position) {
      throw problem(
          "field "
              + field
              + " has a length of "
              + Long.toUnsignedString(length)
              + " bytes, but its message ends after "
              + (limit - position));
    }
    return (int) length;
  }

  /** Passes over bytes of this message; the first of them. */
  private int advance(int count) {
    if (count > limit - position) {
      throw problem(
          "field "
              + field
              + " needs "
              + count
              + " bytes, but its message ends after "
              + (limit - position));
    }
    int from = position;
    position += count;
    return from;
  }

  private long varint() {
    long value = 0;
    for (int shift = 0; shift < 64; shift += 7) {
      if (position == limit) {
        throw problem("the message ends within a number");
      }
      byte b = data[position++];
      value |= (b & 0x7FL) << shift;
      if (b >= 0) {
        return value;
      }
    }
    throw problem("a number has more than 10 bytes");
  }

  /** A part of the file. */
  record Span(int from, int length) {}
}
