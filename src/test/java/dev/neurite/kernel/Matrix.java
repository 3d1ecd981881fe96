package dev.neurite.kernel;

import static java.lang.foreign.ValueLayout.JAVA_FLOAT;

import dev.neurite.random.CounterRandom;
import dev.neurite.random.CounterRandom.Purpose;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;

/**
 * A matrix in native memory, misaligned, with NaN before it and between its rows; the memory ends
 * with its last element, so that reading on fails.
 */
record Matrix(MemorySegment segment, long offset, int rows, int columns, int ld) {
  private static final int BEFORE = 3; // elements: no vector is aligned

  /** A matrix of NaN. */
  static Matrix of(int rows, int columns, int padding) {
    int ld = columns + padding;
    long span = rows == 0 || columns == 0 ? 0 : (long) (rows - 1) * ld + columns;
    long elements = BEFORE + span;
    MemorySegment segment = Arena.ofAuto().allocate(JAVA_FLOAT, elements);
    for (long i = 0; i < elements; i++) {
      segment.setAtIndex(JAVA_FLOAT, i, Float.NaN);
    }
    return new Matrix(segment, BEFORE, rows, columns, ld);
  }

  /** Uniform elements in [−2, 2), rows three elements apart. */
  static Matrix random(long seed, int rows, int columns) {
    return of(rows, columns, 3).fill(seed);
  }

  /** A vector, or a matrix without gaps, of uniform elements in [−2, 2). */
  static Matrix contiguous(long seed, int rows, int columns) {
    return of(rows, columns, 0).fill(seed);
  }

  /** A vector of these elements. */
  static Matrix vector(float... elements) {
    Matrix vector = of(1, elements.length, 0);
    for (int i = 0; i < elements.length; i++) {
      vector.set(0, i, elements[i]);
    }
    return vector;
  }

  float get(int row, int column) {
    return segment.getAtIndex(JAVA_FLOAT, index(row, column));
  }

  void set(int row, int column, float value) {
    segment.setAtIndex(JAVA_FLOAT, index(row, column), value);
  }

  /** Rows and columns from here on, sharing memory with this matrix. */
  Matrix from(int row, int column) {
    return new Matrix(segment, index(row, column), rows - row, columns - column, ld);
  }

  /** The first rows and columns, sharing memory with this matrix. */
  Matrix first(int someRows, int someColumns) {
    return new Matrix(segment, offset, someRows, someColumns, ld);
  }

  /** Another matrix of the same elements and layout. */
  Matrix copy() {
    MemorySegment other = Arena.ofAuto().allocate(segment.byteSize());
    return new Matrix(other.copyFrom(segment), offset, rows, columns, ld);
  }

  /** Fails unless the bits are the same, NaN by class, gaps included. */
  void assertSameBits(Matrix other, String what) {
    for (long i = 0; i < segment.byteSize() / Float.BYTES; i++) {
      float got = segment.getAtIndex(JAVA_FLOAT, i);
      float expected = other.segment.getAtIndex(JAVA_FLOAT, i);
      if (Float.floatToIntBits(got) != Float.floatToIntBits(expected)) {
        long at = i - offset;
        throw new AssertionError(
            "%s: got %s, expected %s at [%d, %d]".formatted(what, got, expected, at / ld, at % ld));
      }
    }
  }

  private Matrix fill(long seed) {
    CounterRandom random = new CounterRandom(seed, Purpose.SAMPLE);
    for (int r = 0; r < rows; r++) {
      for (int c = 0; c < columns; c++) {
        set(r, c, (float) (4 * random.uniform(r, c) - 2));
      }
    }
    return this;
  }

  private long index(int row, int column) {
    return offset + (long) row * ld + column;
  }
}
