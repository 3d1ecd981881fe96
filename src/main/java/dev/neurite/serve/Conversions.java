package dev.neurite.serve;

import static java.lang.foreign.ValueLayout.JAVA_FLOAT;
import static java.lang.foreign.ValueLayout.JAVA_FLOAT_UNALIGNED;

import java.lang.foreign.MemorySegment;

/**
 * Rows from what callers have into scratch memory, and back. {@code double}s are rounded to the
 * nearest {@code float}. Nothing is allocated.
 */
final class Conversions {
  private Conversions() {}

  /** n elements of an array to memory, from element {@code to} of it on. */
  static void toMemory(float[] from, int offset, int n, MemorySegment memory, long to) {
    MemorySegment.copy(from, offset, memory, JAVA_FLOAT, 4 * to, n);
  }

  /** A whole array to memory. */
  static void toMemory(float[] from, MemorySegment memory) {
    MemorySegment.copy(from, 0, memory, JAVA_FLOAT_UNALIGNED, 0, from.length);
  }

  /** Fills an array with numbers from an offset on. */
  static void fromDoubles(double[] from, int offset, float[] to) {
    for (int i = 0; i < to.length; i++) {
      to[i] = (float) from[offset + i];
    }
  }

  /** n elements of memory, from element {@code from} of it on, to an array. */
  static void fromMemory(MemorySegment memory, long from, int n, float[] to, int offset) {
    MemorySegment.copy(memory, JAVA_FLOAT, 4 * from, to, offset, n);
  }

  /** Fills an array out of memory. */
  static void fromMemory(MemorySegment memory, float[] to) {
    MemorySegment.copy(memory, JAVA_FLOAT_UNALIGNED, 0, to, 0, to.length);
  }

  /** A whole array to another from an offset on. */
  static void toDoubles(float[] from, double[] to, int offset) {
    for (int i = 0; i < from.length; i++) {
      to[offset + i] = from[i];
    }
  }
}
