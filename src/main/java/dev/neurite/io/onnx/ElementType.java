package dev.neurite.io.onnx;

import java.nio.ByteBuffer;

/** The element types of tensors that can be read, and how their bytes become numbers. */
enum ElementType {
  FLOAT(1, 4),
  UINT8(2, 1),
  INT8(3, 1),
  UINT16(4, 2),
  INT16(5, 2),
  INT32(6, 4),
  INT64(7, 8),
  STRING(8, 0),
  BOOL(9, 1),
  FLOAT16(10, 2),
  DOUBLE(11, 8),
  UINT32(12, 4),
  UINT64(13, 8),
  BFLOAT16(16, 2);

  /** What a message lists. */
  static final String KNOWN =
      "float, double, float16, bfloat16, whole numbers of 8 to 64 bits, bool, string";

  private final int number;
  private final int bytes;

  ElementType(int number, int bytes) {
    this.number = number;
    this.bytes = bytes;
  }

  /** The type of this number, or null. */
  static ElementType numbered(int number) {
    for (ElementType type : values()) {
      if (type.number == number) {
        return type;
      }
    }
    return null;
  }

  int number() {
    return number;
  }

  /** Bytes of an element. */
  int bytes() {
    return bytes;
  }

  boolean isReal() {
    return this == FLOAT || this == DOUBLE || this == FLOAT16 || this == BFLOAT16;
  }

  boolean isInteger() {
    return !isReal() && this != STRING;
  }

  /** The whole number at a byte of little-endian data. */
  long integer(ByteBuffer data, int at) {
    return switch (this) {
      case INT8 -> data.get(at);
      case UINT8, BOOL -> data.get(at) & 0xFF;
      case INT16 -> data.getShort(at);
      case UINT16 -> data.getShort(at) & 0xFFFF;
      case INT32 -> data.getInt(at);
      case UINT32 -> data.getInt(at) & 0xFFFFFFFFL;
      default -> data.getLong(at);
    };
  }

  /** The number at a byte of little-endian data. */
  double real(ByteBuffer data, int at) {
    return switch (this) {
      case FLOAT -> data.getFloat(at);
      case DOUBLE -> data.getDouble(at);
      default -> half(data.getShort(at));
    };
  }

  /** The float of a half float's or BF16's bits. */
  float half(short bits) {
    return this == BFLOAT16 ? Float.intBitsToFloat(bits << 16) : Float.float16ToFloat(bits);
  }
}
