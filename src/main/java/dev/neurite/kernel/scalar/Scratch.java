package dev.neurite.kernel.scalar;

import static java.lang.foreign.ValueLayout.JAVA_FLOAT;

import java.lang.foreign.MemorySegment;

/** An array that is kept between calls and filled from native memory. */
final class Scratch {
  /** Elements of a block of a row: 4 KiB, so that four of them fit into half of a 32 KiB L1. */
  static final int BLOCK = 1024;

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

  /** The array with a copy of a matrix [rows, columns], without gaps. */
  float[] matrix(int rows, int columns, MemorySegment source, long offset, int ld) {
    float[] target = atLeast(Math.multiplyExact(rows, columns));
    for (int r = 0; r < rows; r++) {
      read(columns, source, offset + (long) r * ld, target, r * columns);
    }
    return target;
  }

  /** The array with the transpose [columns, rows] of a matrix [rows, columns], without gaps. */
  float[] transpose(int rows, int columns, MemorySegment source, long offset, int ld, Scratch row) {
    float[] target = atLeast(Math.multiplyExact(rows, columns));
    transpose(rows, columns, source, offset, ld, row, target);
    return target;
  }

  /** target ← the transpose [columns, rows] of a matrix [rows, columns], without gaps. */
  static void transpose(
      int rows,
      int columns,
      MemorySegment source,
      long offset,
      int ld,
      Scratch row,
      float[] target) {
    for (int r = 0; r < rows; r++) {
      scatter(columns, row.vector(columns, source, offset + (long) r * ld), target, r, rows);
    }
  }

  /** Elements of the block that starts {@code done} elements into a row of {@code n}. */
  static int count(int done, int n) {
    return Math.min(BLOCK, n - done);
  }

  /** Copies {@code n} elements out of native memory. */
  static void read(int n, MemorySegment source, long offset, float[] target, int start) {
    if (n > 0) { // an empty operand may have no place in memory
      MemorySegment.copy(source, JAVA_FLOAT, Float.BYTES * offset, target, start, n);
    }
  }

  /** Copies the first {@code n} elements into native memory. */
  static void write(int n, float[] source, MemorySegment target, long offset) {
    if (n > 0) { // an empty operand may have no place in memory
      MemorySegment.copy(source, 0, target, JAVA_FLOAT, Float.BYTES * offset, n);
    }
  }

  private static void scatter(int n, float[] source, float[] target, int start, int step) {
    for (int i = 0; i < n; i++) {
      target[start + i * step] = source[i];
    }
  }
}
