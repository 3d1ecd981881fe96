package dev.neurite.check;

import java.lang.foreign.MemorySegment;
import java.nio.FloatBuffer;

/**
 * Checks of kernel operands: float matrices and vectors inside native memory segments.
 *
 * <p>Offsets and leading dimensions count elements of 4 bytes. A matrix without elements needs no
 * memory.
 */
public final class Operands {

  private Operands() {}

  /** Refuses a vector of {@code n} floats that is not wholly inside memory a kernel may read. */
  public static void vector(
      String operation, String name, MemorySegment segment, long offset, int n) {
    Check.notNull(operation, name, segment);
    if (!isInside(segment, offset, n)) {
      throw outside(operation, name + " is [" + n + "]", segment, offset, n);
    }
    accessible(operation, name, segment);
  }

  /**
   * Refuses a matrix [rows, columns] with leading dimension {@code ld} that is not wholly inside
   * memory a kernel may read, or whose rows overlap.
   */
  public static void matrix(
      String operation,
      String name,
      MemorySegment segment,
      long offset,
      int rows,
      int columns,
      int ld) {
    Check.notNull(operation, name, segment);
    if (ld < columns) {
      throw new IllegalArgumentException(
          "%s: %s with leading dimension %d; it must be at least %d"
              .formatted(operation, shape(name, rows, columns), ld, columns));
    }
    long span = span(rows, columns, ld);
    if (!isInside(segment, offset, span)) {
      String what = shape(name, rows, columns) + " with leading dimension " + ld;
      throw outside(operation, what, segment, offset, span);
    }
    accessible(operation, name, segment);
  }

  /** Refuses a matrix whose rows overlap, or that an array of this length doesn't hold. */
  public static void matrix(
      String operation, String name, int length, int rows, int columns, int ld) {
    long span = span(rows, columns, ld);
    if (ld < columns || span > length) {
      throw new IllegalArgumentException(
          "%s: %s with leading dimension %d in an array of %d; needs at least %d, and %d elements"
              .formatted(operation, shape(name, rows, columns), ld, length, columns, span));
    }
  }

  /** Refuses read-only memory. */
  public static void writable(String operation, String name, MemorySegment segment) {
    if (segment.isReadOnly()) {
      throw readOnly(operation, name);
    }
  }

  /** Refuses a read-only buffer. */
  public static void writable(String operation, String name, FloatBuffer buffer) {
    if (buffer.isReadOnly()) {
      throw readOnly(operation, name);
    }
  }

  private static IllegalArgumentException readOnly(String operation, String name) {
    return new IllegalArgumentException(
        operation + ": " + name + " is written, but its memory is read-only");
  }

  /**
   * Refuses an output vector that shares memory with an input vector.
   *
   * @param n the length of the output
   * @param inputN the length of the input
   */
  public static void disjoint(
      String operation,
      String output,
      MemorySegment segment,
      long offset,
      int n,
      String input,
      MemorySegment inputSegment,
      long inputOffset,
      int inputN) {
    disjoint(
        operation,
        output,
        segment,
        offset,
        1,
        n,
        n,
        input,
        inputSegment,
        inputOffset,
        1,
        inputN,
        inputN);
  }

  /**
   * Refuses an output matrix that shares memory with an input matrix.
   *
   * <p>Two groups of columns of one larger matrix are not shared. Where leading dimensions differ,
   * everything from the first to the last element counts as part of a matrix.
   */
  public static void disjoint(
      String operation,
      String output,
      MemorySegment segment,
      long offset,
      int rows,
      int columns,
      int ld,
      String input,
      MemorySegment inputSegment,
      long inputOffset,
      int inputRows,
      int inputColumns,
      int inputLd) {
    long span = span(rows, columns, ld);
    long inputSpan = span(inputRows, inputColumns, inputLd);
    // signed bytes from the start of the output to the start of the input
    long distance = inputSegment.address() + 4 * inputOffset - segment.address() - 4 * offset;
    if (span == 0 || inputSpan == 0 || distance >= 4 * span || -distance >= 4 * inputSpan) {
      return;
    }
    if (ld == inputLd && distance % 4 == 0) {
      long column =
          Math.floorMod(distance / 4, ld); // of the output's rows, where the input's start
      if (column >= columns && column + inputColumns <= ld) {
        return;
      }
    }
    throw new IllegalArgumentException(
        "%s: %s and %s share memory: %s starts %d elements after %s, which spans %d"
            .formatted(
                operation,
                output,
                input,
                distance >= 0 ? input : output,
                Math.abs(distance) / 4,
                distance >= 0 ? output : input,
                distance >= 0 ? span : inputSpan));
  }

  /** Refuses an output vector that shares memory with an input it is not the same as. */
  public static void sameOrDisjoint(
      String operation,
      int n,
      String output,
      MemorySegment segment,
      long offset,
      String input,
      MemorySegment inputSegment,
      long inputOffset) {
    sameOrDisjoint(
        operation, 1, n, output, segment, offset, n, input, inputSegment, inputOffset, n);
  }

  /** Refuses an output matrix that shares memory with an input it is not the same as. */
  public static void sameOrDisjoint(
      String operation,
      int rows,
      int columns,
      String output,
      MemorySegment segment,
      long offset,
      int ld,
      String input,
      MemorySegment inputSegment,
      long inputOffset,
      int inputLd) {
    boolean sameStart = segment.address() + 4 * offset == inputSegment.address() + 4 * inputOffset;
    if (!sameStart || (ld != inputLd && rows > 1)) {
      disjoint(
          operation,
          output,
          segment,
          offset,
          rows,
          columns,
          ld,
          input,
          inputSegment,
          inputOffset,
          rows,
          columns,
          inputLd);
    }
  }

  /** Elements between the first and the last of a matrix, both included. */
  public static long span(int rows, int columns, int ld) {
    return rows == 0 || columns == 0 ? 0 : (long) (rows - 1) * ld + columns;
  }

  private static boolean isInside(MemorySegment segment, long offset, long elements) {
    return offset >= 0 && offset <= segment.byteSize() / 4 - elements;
  }

  private static IllegalArgumentException outside(
      String operation, String what, MemorySegment segment, long offset, long elements) {
    return new IllegalArgumentException(
        "%s: %s and starts at element %d; it needs %d elements, but its memory holds %d"
            .formatted(operation, what, offset, offset + elements, segment.byteSize() / 4));
  }

  private static String shape(String name, int rows, int columns) {
    return name + " is [" + rows + ", " + columns + "]";
  }

  private static void accessible(String operation, String name, MemorySegment segment) {
    if (!segment.isNative()) {
      throw new IllegalArgumentException(
          operation + ": " + name + " is on the heap; copy it into memory of an Arena");
    }
    if (segment.isMapped()) {
      throw new IllegalArgumentException(
          operation + ": " + name + " is a mapped file; copy it into memory of an Arena");
    }
    if (!segment.scope().isAlive()) {
      throw new IllegalStateException(operation + ": the memory of " + name + " has been closed");
    }
    if (!segment.isAccessibleBy(Thread.currentThread())) {
      throw new IllegalArgumentException(
          operation
              + ": the memory of "
              + name
              + " belongs to another thread; use a shared or an automatic Arena");
    }
    if (segment.address() % 4 != 0) {
      throw new IllegalArgumentException(
          operation
              + ": the memory of "
              + name
              + " must start at a multiple of 4 bytes, got address "
              + segment.address());
    }
  }
}
