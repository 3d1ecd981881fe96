package dev.neurite.io.safetensors;

import static java.lang.foreign.ValueLayout.JAVA_DOUBLE_UNALIGNED;
import static java.lang.foreign.ValueLayout.JAVA_FLOAT;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_INT_UNALIGNED;
import static java.lang.foreign.ValueLayout.JAVA_SHORT_UNALIGNED;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteOrder;

/**
 * The element types of the format, and how the floating-point ones become 32-bit floats.
 *
 * <p>F32 keeps every bit, F16 and BF16 every value; F64 is rounded to the nearest float, and
 * refused where a finite number would become infinite.
 */
enum Dtype {
  F64(8, true),
  F32(4, true),
  F16(2, true),
  BF16(2, true),
  BOOL(1, false),
  U8(1, false),
  I8(1, false),
  F8_E5M2(1, false),
  F8_E4M3(1, false),
  F8_E8M0(1, false),
  U16(2, false),
  I16(2, false),
  U32(4, false),
  I32(4, false),
  U64(8, false),
  I64(8, false),
  C64(8, false);

  /** What a message lists as the types that become tensors. */
  static final String READABLE = "F32, F64, F16 and BF16";

  private static final ValueLayout.OfInt INT =
      JAVA_INT_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);
  private static final ValueLayout.OfShort SHORT =
      JAVA_SHORT_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);
  private static final ValueLayout.OfDouble DOUBLE =
      JAVA_DOUBLE_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);

  private final int bytes;
  private final boolean readable;

  Dtype(int bytes, boolean readable) {
    this.bytes = bytes;
    this.readable = readable;
  }

  /** The type of this name, or null. */
  static Dtype named(String name) {
    for (Dtype dtype : values()) {
      if (dtype.name().equals(name)) {
        return dtype;
      }
    }
    return null;
  }

  /** Bytes of an element. */
  int bytes() {
    return bytes;
  }

  /** Whether elements become floats. */
  boolean readable() {
    return readable;
  }

  /**
   * Converts {@code count} little-endian elements at the start of {@code from} to floats from byte
   * {@code toBytes} of {@code to} on. Returns the index of the first element beyond the range of a
   * float, or −1.
   */
  int convert(MemorySegment from, MemorySegment to, long toBytes, int count) {
    return switch (this) {
      case F32 -> {
        MemorySegment.copy(from, INT, 0, to, JAVA_INT, toBytes, count);
        yield -1;
      }
      case F16, BF16 -> {
        short[] halves = new short[count];
        MemorySegment.copy(from, SHORT, 0, halves, 0, count);
        MemorySegment.copy(widen(halves), 0, to, JAVA_INT, toBytes, count);
        yield -1;
      }
      case F64 -> {
        double[] doubles = new double[count];
        MemorySegment.copy(from, DOUBLE, 0, doubles, 0, count);
        float[] floats = new float[count];
        int beyond = round(doubles, floats);
        MemorySegment.copy(floats, 0, to, JAVA_FLOAT, toBytes, count);
        yield beyond;
      }
      default -> throw new AssertionError(this + " does not become floats");
    };
  }

  private int[] widen(short[] halves) {
    int[] bits = new int[halves.length];
    for (int i = 0; i < bits.length; i++) {
      bits[i] =
          this == BF16 ? halves[i] << 16 : Float.floatToRawIntBits(Float.float16ToFloat(halves[i]));
    }
    return bits;
  }

  private static int round(double[] doubles, float[] floats) {
    for (int i = 0; i < floats.length; i++) {
      floats[i] = (float) doubles[i];
      if (Float.isInfinite(floats[i]) && !Double.isInfinite(doubles[i])) {
        return i;
      }
    }
    return -1;
  }
}
