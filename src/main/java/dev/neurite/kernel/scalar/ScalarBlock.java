package dev.neurite.kernel.scalar;

import static java.lang.foreign.ValueLayout.JAVA_FLOAT;

import java.lang.foreign.MemorySegment;

/**
 * Part of a row in heap memory. Element access to a segment is slow until it is compiled; a bulk
 * copy is fast from the first call on.
 */
final class ScalarBlock {
  /** Elements of a block: 4 KiB, so that four of them fit into half of a 32 KiB L1. */
  static final int SIZE = 1024;

  /** The elements. */
  final float[] a = new float[SIZE];

  /** Elements of the block that starts {@code done} elements into a row of {@code n}. */
  static int count(int done, int n) {
    return Math.min(SIZE, n - done);
  }

  /** Reads {@code count} elements from element {@code offset} of a segment on. */
  void read(MemorySegment segment, long offset, int count) {
    MemorySegment.copy(segment, JAVA_FLOAT, Float.BYTES * offset, a, 0, count);
  }

  /** Writes {@code count} elements to element {@code offset} of a segment and on. */
  void write(MemorySegment segment, long offset, int count) {
    MemorySegment.copy(a, 0, segment, JAVA_FLOAT, Float.BYTES * offset, count);
  }
}
