package dev.neurite.kernel.simd;

import static java.lang.foreign.ValueLayout.JAVA_FLOAT;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;

/**
 * One vector of memory, for the last elements of a row that do not fill a vector: they are copied
 * in, a whole vector is computed by the loop that serves the rest of the row, and what belongs to
 * the row is copied out. The other elements hold old numbers, which nobody looks at.
 */
final class SimdTail {
  /** The memory; its first element is at offset 0. */
  final MemorySegment memory = Arena.ofAuto().allocate(4L * Lanes.LENGTH, 64);

  /** The elements of a row of n that fill whole vectors. */
  static int body(int n) {
    return n & -Lanes.LENGTH;
  }

  /** Reads {@code count} elements from element {@code offset} of a segment on. */
  void read(MemorySegment segment, long offset, int count) {
    if (count > 0) { // an operand that is not there has no place in memory
      MemorySegment.copy(segment, 4 * offset, memory, 0, 4L * count);
    }
  }

  /** Writes {@code count} elements to element {@code offset} of a segment and on. */
  void write(MemorySegment segment, long offset, int count) {
    if (count > 0) {
      MemorySegment.copy(memory, 0, segment, 4 * offset, 4L * count);
    }
  }

  /** Sets all elements. */
  void fill(float value) {
    for (int i = 0; i < Lanes.LENGTH; i++) {
      memory.setAtIndex(JAVA_FLOAT, i, value);
    }
  }
}
