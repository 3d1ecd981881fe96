package dev.neurite.check;

import java.lang.foreign.MemorySegment;

/**
 * Checks of kernel operands: float matrices and vectors inside native memory segments.
 *
 * <p>Offsets and leading dimensions count elements of 4 bytes.
 */
public final class Operands {

  private Operands() {}

  /** Refuses a vector of {@code n} floats that is not wholly inside {@code segment}. */
  public static void vector(
      String operation, String name, MemorySegment segment, long offset, int n) {
    Check.notNull(operation, name, segment);
    Check.size(operation, "n", n);
    extent(operation, name, segment, offset, n);
  }

  /**
   * Refuses a matrix [rows, columns] with leading dimension {@code ld} that is not wholly inside
   * {@code segment}, or whose rows overlap.
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
    Check.size(operation, "rows", rows);
    Check.size(operation, "columns", columns);
    if (ld < columns) {
      throw new IllegalArgumentException(
          operation
              + ": "
              + name
              + " is ["
              + rows
              + ", "
              + columns
              + "]; its leading dimension must be at least "
              + columns
              + ", got "
              + ld);
    }
    extent(operation, name, segment, offset, span(rows, columns, ld));
  }

  /** Refuses an output that shares memory with an input it must not share with. */
  public static void disjoint(
      String operation,
      String output,
      MemorySegment a,
      long aOffset,
      long aElements,
      String input,
      MemorySegment b,
      long bOffset,
      long bElements) {
    if (aElements == 0 || bElements == 0) {
      return;
    }
    long a0 = a.address() + 4 * aOffset;
    long b0 = b.address() + 4 * bOffset;
    if (a0 < b0 + 4 * bElements && b0 < a0 + 4 * aElements) {
      throw new IllegalArgumentException(
          operation
              + ": "
              + output
              + " shares memory with "
              + input
              + ": "
              + bytes(a0, aElements)
              + " and "
              + bytes(b0, bElements));
    }
  }

  /** Elements between the first and the last of a matrix, both included. */
  public static long span(int rows, int columns, int ld) {
    return rows == 0 || columns == 0 ? 0 : (long) (rows - 1) * ld + columns;
  }

  private static void extent(
      String operation, String name, MemorySegment segment, long offset, long elements) {
    if (!segment.isNative()) {
      throw new IllegalArgumentException(
          operation + ": " + name + " must be off-heap memory, got a heap segment");
    }
    if (!segment.scope().isAlive()) {
      throw new IllegalStateException(operation + ": the memory of " + name + " has been closed");
    }
    if (offset < 0 || offset > segment.byteSize() / 4 - elements) {
      throw new IllegalArgumentException(
          operation
              + ": "
              + name
              + " needs elements "
              + offset
              + " to "
              + (offset + elements)
              + ", but its memory holds "
              + segment.byteSize() / 4);
    }
  }

  private static String bytes(long start, long elements) {
    return "bytes " + start + " to " + (start + 4 * elements);
  }
}
