package dev.neurite.io.onnx;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.function.Consumer;

/** Writes messages in the protocol buffers wire format; the counterpart of {@link WireReader}. */
final class WireWriter {
  private final ByteArrayOutputStream out = new ByteArrayOutputStream();

  WireWriter integer(int field, long value) {
    tag(field, WireReader.VARINT);
    varint(value);
    return this;
  }

  WireWriter float32(int field, float value) {
    tag(field, WireReader.FIXED32);
    int bits = Float.floatToRawIntBits(value);
    for (int i = 0; i < Float.BYTES; i++) {
      out.write(bits >>> 8 * i);
    }
    return this;
  }

  WireWriter bytes(int field, byte[] value) {
    tag(field, WireReader.BYTES);
    varint(value.length);
    out.writeBytes(value);
    return this;
  }

  /** Text; an empty one is left out, as it is the default. */
  WireWriter text(int field, String value) {
    return value.isEmpty() ? this : element(field, value);
  }

  /** Text that may be empty, because its place in a list counts. */
  WireWriter element(int field, String value) {
    return bytes(field, value.getBytes(StandardCharsets.UTF_8));
  }

  WireWriter message(int field, Consumer<WireWriter> content) {
    WireWriter nested = new WireWriter();
    content.accept(nested);
    return bytes(field, nested.toBytes());
  }

  /** Adds the fields of another message. */
  WireWriter append(WireWriter other) {
    out.writeBytes(other.toBytes());
    return this;
  }

  byte[] toBytes() {
    return out.toByteArray();
  }

  /** Floats as {@code raw_data} has them. */
  static byte[] raw(float[] values) {
    ByteBuffer buffer = buffer(Math.multiplyExact(values.length, Float.BYTES));
    buffer.asFloatBuffer().put(values);
    return buffer.array();
  }

  /** Integers as {@code raw_data} has them. */
  static byte[] raw(long[] values) {
    ByteBuffer buffer = buffer(Math.multiplyExact(values.length, Long.BYTES));
    buffer.asLongBuffer().put(values);
    return buffer.array();
  }

  private static ByteBuffer buffer(int bytes) {
    return ByteBuffer.allocate(bytes).order(ByteOrder.LITTLE_ENDIAN);
  }

  private void tag(int field, int type) {
    varint((long) field << 3 | type);
  }

  private void varint(long value) {
    long rest = value;
    while ((rest & ~0x7FL) != 0) {
      out.write((int) (rest & 0x7F | 0x80));
      rest >>>= 7;
    }
    out.write((int) rest);
  }
}
