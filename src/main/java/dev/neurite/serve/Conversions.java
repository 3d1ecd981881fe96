package dev.neurite.serve;

import static java.lang.foreign.ValueLayout.JAVA_FLOAT;

import java.lang.foreign.MemorySegment;
import java.nio.FloatBuffer;

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

  static void toMemory(double[] from, int offset, int n, MemorySegment memory) {
    for (int i = 0; i < n; i++) {
      memory.setAtIndex(JAVA_FLOAT, i, (float) from[offset + i]);
    }
  }

  static void toMemory(FloatBuffer from, int n, MemorySegment memory) {
    int position = from.position();
    for (int i = 0; i < n; i++) {
      memory.setAtIndex(JAVA_FLOAT, i, from.get(position + i));
    }
  }

  /** n elements of memory, from element {@code from} of it on, to an array. */
  static void fromMemory(MemorySegment memory, long from, int n, float[] to, int offset) {
    MemorySegment.copy(memory, JAVA_FLOAT, 4 * from, to, offset, n);
  }

  static void fromMemory(MemorySegment memory, int n, double[] to, int offset) {
    for (int i = 0; i < n; i++) {
      to[offset + i] = memory.getAtIndex(JAVA_FLOAT, i);
    }
  }

  static void fromMemory(MemorySegment memory, int n, FloatBuffer to) {
    int position = to.position();
    for (int i = 0; i < n; i++) {
      to.put(position + i, memory.getAtIndex(JAVA_FLOAT, i));
    }
  }
}
