package dev.neurite.testing;

import static java.lang.foreign.ValueLayout.JAVA_FLOAT;
import static java.lang.foreign.ValueLayout.JAVA_INT;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;

/**
 * One operand of a kernel: a matrix [rows, columns] in native memory, with other elements before,
 * behind and between its rows that no kernel may read or write.
 *
 * @param name as in the contract and in error messages
 * @param role what the kernel does with it
 * @param segment what the kernel is given
 * @param offset of the first element, in elements
 * @param rows 1 for a vector
 * @param columns the length of a vector
 * @param ld the leading dimension
 */
public record Operand(
    String name, Role role, MemorySegment segment, long offset, int rows, int columns, int ld) {

  /** What a kernel does with an operand. */
  public enum Role {
    /** Read only. */
    INPUT,
    /** Written, and never read. */
    OUTPUT,
    /** Read and written. */
    UPDATED,
    /** Not memory of the kernel's: holds the number it returned. */
    RETURNED;

    /** True if the kernel changes the operand. */
    public boolean written() {
      return this != INPUT;
    }
  }

  /** Bits of the elements that are not part of the matrix: a NaN no arithmetic makes. */
  static final int GUARD = 0x7fc0_dead;

  /** Bits of an output before the kernel has run. */
  private static final int UNWRITTEN = 0x7fc0_f00d;

  /**
   * An operand in fresh memory of {@code before} guards, the matrix, and {@code behind} guards. An
   * output starts as NaN, everything else as 0.
   */
  static Operand allocate(
      Arena arena, String name, Role role, int rows, int columns, int ld, int before, int behind) {
    long elements = before + span(rows, columns, ld) + behind;
    MemorySegment segment = arena.allocate(JAVA_FLOAT, elements);
    for (long i = 0; i < elements; i++) {
      segment.setAtIndex(JAVA_INT, i, GUARD);
    }
    Operand operand = new Operand(name, role, segment, before, rows, columns, ld);
    for (int r = 0; r < rows; r++) {
      for (int c = 0; c < columns; c++) {
        segment.setAtIndex(JAVA_INT, operand.index(r, c), role == Role.OUTPUT ? UNWRITTEN : 0);
      }
    }
    return operand;
  }

  /** An operand that is not there: {@link MemorySegment#NULL} and no elements. */
  static Operand absent(String name) {
    return new Operand(name, Role.INPUT, MemorySegment.NULL, 0, 1, 0, 0);
  }

  /** This operand with other memory. */
  public Operand in(MemorySegment other, long otherOffset) {
    return new Operand(name, role, other, otherOffset, rows, columns, ld);
  }

  /** This operand with another leading dimension. */
  public Operand withLeadingDimension(int other) {
    return new Operand(name, role, segment, offset, rows, columns, other);
  }

  /** A source of elements. */
  @FunctionalInterface
  interface Source {
    float next();
  }

  /** Fills the matrix row by row. */
  Operand fill(Source elements) {
    for (int r = 0; r < rows; r++) {
      for (int c = 0; c < columns; c++) {
        set(r, c, elements.next());
      }
    }
    return this;
  }

  /** Element [row, column]. */
  public float get(int row, int column) {
    return segment.getAtIndex(JAVA_FLOAT, index(row, column));
  }

  /** Sets element [row, column]. */
  public void set(int row, int column, float value) {
    segment.setAtIndex(JAVA_FLOAT, index(row, column), value);
  }

  /** True if the operand is {@link MemorySegment#NULL}. */
  public boolean isAbsent() {
    return segment.equals(MemorySegment.NULL);
  }

  /** Elements from the first to the last, both included. */
  public long span() {
    return span(rows, columns, ld);
  }

  /** All bits of the memory: guards, gaps and elements. */
  int[] bits() {
    return segment.toArray(JAVA_INT);
  }

  /** True if element {@code i} of the memory is an element of the matrix. */
  boolean contains(int i) {
    long p = i - offset;
    return p >= 0 && p < span() && p % ld < columns;
  }

  /** Where element {@code i} of the memory is, in words. */
  String place(int i) {
    if (!contains(i)) {
      return name + ", " + (i - offset) + " elements after its start (a gap or a guard)";
    }
    return name + "[" + (i - offset) / ld + ", " + (i - offset) % ld + "]";
  }

  /** Fails if an element before, behind or between the rows is not what it was. */
  public void assertGuardsUntouched() {
    int[] bits = bits();
    for (int i = 0; i < bits.length; i++) {
      if (!contains(i) && bits[i] != GUARD) {
        throw new AssertionError("written outside: " + place(i));
      }
    }
  }

  @Override
  public String toString() {
    return name + "[" + rows + ", " + columns + "] ld " + ld + " offset " + offset;
  }

  private long index(int row, int column) {
    return offset + (long) row * ld + column;
  }

  private static long span(int rows, int columns, int ld) {
    return rows == 0 || columns == 0 ? 0 : (long) (rows - 1) * ld + columns;
  }
}
