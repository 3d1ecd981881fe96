package dev.neurite.kernel.simd;

import static java.lang.foreign.ValueLayout.JAVA_FLOAT;

import java.lang.foreign.MemorySegment;
import jdk.incubator.vector.FloatVector;

/** An array that is kept between calls. */
final class Scratch {
  private float[] array = new float[0];

  /** The array, of {@code length} elements or more, with whatever it holds. */
  float[] atLeast(int length) {
    if (array.length < length) {
      array = new float[length];
    }
    return array;
  }

  /** The array with a copy of {@code n} elements. */
  float[] vector(int n, MemorySegment source, long offset) {
    float[] target = atLeast(n);
    read(n, source, offset, target, 0);
    return target;
  }

  /** n, or the next multiple of {@link Lanes#LENGTH}. */
  static int vectors(int n) {
    return n + Lanes.LENGTH - 1 & -Lanes.LENGTH;
  }

  /** Copies {@code n} elements out of native memory. */
  static void read(int n, MemorySegment source, long offset, float[] target, int start) {
    if (n > 0) { // an empty operand may have no place in memory
      MemorySegment.copy(source, JAVA_FLOAT, Float.BYTES * offset, target, start, n);
    }
  }

  /** Copies rows into memory of their own, without gaps. */
  static void copyRows(
      int rows, int length, MemorySegment source, long offset, int ld, MemorySegment target) {
    long bytes = (long) Float.BYTES * length;
    for (int r = 0; r < rows; r++) {
      MemorySegment.copy(source, Float.BYTES * (offset + (long) r * ld), target, r * bytes, bytes);
    }
  }

  /** Copies {@code n} elements into native memory. */
  static void write(int n, float[] source, int start, MemorySegment target, long offset) {
    if (n > 0) { // an empty operand may have no place in memory
      MemorySegment.copy(source, start, target, JAVA_FLOAT, Float.BYTES * offset, n);
    }
  }

  /** max(0, ·) of the first {@code n} elements, whole vectors of them, as the activation has it. */
  static void relu(int n, float[] values) {
    for (int i = 0; i < n; i += Lanes.LENGTH) {
      FloatVector v = Lanes.load(values, i);
      Lanes.store(v.blend(0, SimdMath.notAbove(v, 0)), values, i);
    }
  }
}
