package dev.neurite.kernel.simd;

import dev.neurite.kernel.Coefficients;
import java.lang.foreign.MemorySegment;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;

/**
 * A loop over whole vectors that C2 compiles by itself, whoever calls it.
 *
 * <p>A vector operation costs C2 about 500 nodes, and once a compilation has made 18,000 (its
 * {@code NodeCountInliningCutoff}) it inlines no more methods of ours, so every vector that then
 * passes a call is allocated. One long loop fits, two do not: inlined into one caller, the second
 * was boxed. So loops are called through a method handle, which C2 inlines only if it is a
 * constant; a field of an object is none. A call costs about 3 ns.
 *
 * <p>A loop is entered only where it has something to do, and has one body. Else C2 may find it
 * reached in less than a quarter of the calls, and there it inlines no method that it has compiled
 * by itself to more than 625 bytes ({@code InlineSmallCode} / 4), such as {@link Lanes#load}.
 */
final class Loop {
  private static final MethodHandle UNARY = run(Unary.class);
  private static final MethodHandle QUATERNARY = run(Quaternary.class);
  private static final MethodHandle PAIR = run(Pair.class);
  private static final MethodHandle ROWS = run(Rows.class);
  private static final MethodHandle ARRAY = run(Array.class);
  private static final MethodHandle STEP = run(Step.class);
  private static final MethodHandle BLOCK = run(Block.class);
  private static final MethodHandle DOT = run(Dot.class);
  private static final MethodHandle ROW = run(Row.class);

  private final MethodHandle handle;

  private Loop(MethodHandle handle) {
    this.handle = handle;
  }

  /** y ← f(x), where n is a multiple of {@link Lanes#LENGTH}. */
  @FunctionalInterface
  interface Unary {
    void run(int n, float p, MemorySegment x, long xOffset, MemorySegment y, long yOffset);
  }

  /** A loop over four operands, where n is a multiple of {@link Lanes#LENGTH}. */
  @FunctionalInterface
  interface Quaternary {
    void run(
        int n,
        float p,
        MemorySegment a,
        long aOffset,
        MemorySegment b,
        long bOffset,
        MemorySegment c,
        long cOffset,
        MemorySegment d,
        long dOffset);
  }

  /** x ← f(x) in an array, where n is a multiple of {@link Lanes#LENGTH}. */
  @FunctionalInterface
  interface Array {
    void run(int n, float[] x);
  }

  /** A loop over the rows of blocks [rows, columns] without gaps. */
  @FunctionalInterface
  interface Rows {
    void run(
        int rows,
        int columns,
        MemorySegment a,
        MemorySegment b,
        MemorySegment c,
        MemorySegment d,
        MemorySegment e);
  }

  /** A loop over four operands with two numbers. */
  @FunctionalInterface
  interface Pair {
    void run(
        int n,
        float p,
        float q,
        MemorySegment a,
        long aOffset,
        MemorySegment b,
        long bOffset,
        MemorySegment c,
        long cOffset,
        MemorySegment d,
        long dOffset);
  }

  /** A step of an optimiser on up to five arrays. */
  @FunctionalInterface
  interface Step {
    void run(
        Coefficients c,
        int n,
        MemorySegment w,
        long wOffset,
        MemorySegment g,
        long gOffset,
        MemorySegment m,
        long mOffset,
        MemorySegment s,
        long sOffset,
        MemorySegment x,
        long xOffset);
  }

  /** A loop over n columns of the rows of two matrices, where n is a multiple of vectors. */
  @FunctionalInterface
  interface Block {
    void run(
        int n,
        int rows,
        MemorySegment x,
        long xOffset,
        int ldx,
        MemorySegment y,
        long yOffset,
        int ldy,
        MemorySegment z,
        long zOffset);
  }

  /** A sum of n products of an array and memory. */
  @FunctionalInterface
  interface Dot {
    void run(
        int n,
        float p,
        float[] x,
        int start,
        MemorySegment w,
        long wOffset,
        MemorySegment y,
        long yOffset);
  }

  /** A row of n elements, array to array. */
  @FunctionalInterface
  interface Row {
    void run(int n, float[] x, float[] y);
  }

  /** A sum of products, by itself. */
  static Loop ofDot(Dot loop) {
    return new Loop(DOT.bindTo(loop));
  }

  /** A row, by itself. */
  static Loop ofRow(Row loop) {
    return new Loop(ROW.bindTo(loop));
  }

  /** A loop over columns of matrices, by itself. */
  static Loop ofBlock(Block loop) {
    return new Loop(BLOCK.bindTo(loop));
  }

  /** A loop over four operands with two numbers, by itself. */
  static Loop ofPair(Pair loop) {
    return new Loop(PAIR.bindTo(loop));
  }

  /** A step of an optimiser, by itself. */
  static Loop ofStep(Step loop) {
    return new Loop(STEP.bindTo(loop));
  }

  /** A loop over two operands, by itself. */
  static Loop of(Unary loop) {
    return new Loop(UNARY.bindTo(loop));
  }

  /** A loop over an array, by itself. */
  static Loop ofArray(Array loop) {
    return new Loop(ARRAY.bindTo(loop));
  }

  /** A loop over rows, by itself. */
  static Loop ofRows(Rows loop) {
    return new Loop(ROWS.bindTo(loop));
  }

  /** A loop over four operands, by itself. */
  static Loop of4(Quaternary loop) {
    return new Loop(QUATERNARY.bindTo(loop));
  }

  void run(
      int n,
      float p,
      float[] x,
      int start,
      MemorySegment w,
      long wOffset,
      MemorySegment y,
      long yOffset) {
    try {
      handle.invokeExact(n, p, x, start, w, wOffset, y, yOffset);
    } catch (Throwable e) {
      throw rethrown(e);
    }
  }

  void run(int n, float[] x, float[] y) {
    try {
      handle.invokeExact(n, x, y);
    } catch (Throwable e) {
      throw rethrown(e);
    }
  }

  void run(int n, float[] x) {
    try {
      handle.invokeExact(n, x);
    } catch (Throwable e) {
      throw rethrown(e);
    }
  }

  void run(int n, float p, MemorySegment x, long xOffset, MemorySegment y, long yOffset) {
    if (n <= 0) {
      return;
    }
    try {
      handle.invokeExact(n, p, x, xOffset, y, yOffset);
    } catch (Throwable e) {
      throw rethrown(e);
    }
  }

  void run(
      int n,
      float p,
      MemorySegment a,
      long aOffset,
      MemorySegment b,
      long bOffset,
      MemorySegment c,
      long cOffset,
      MemorySegment d,
      long dOffset) {
    if (n <= 0) {
      return;
    }
    try {
      handle.invokeExact(n, p, a, aOffset, b, bOffset, c, cOffset, d, dOffset);
    } catch (Throwable e) {
      throw rethrown(e);
    }
  }

  void run(
      int n,
      float p,
      float q,
      MemorySegment a,
      long aOffset,
      MemorySegment b,
      long bOffset,
      MemorySegment c,
      long cOffset,
      MemorySegment d,
      long dOffset) {
    if (n <= 0) {
      return;
    }
    try {
      handle.invokeExact(n, p, q, a, aOffset, b, bOffset, c, cOffset, d, dOffset);
    } catch (Throwable e) {
      throw rethrown(e);
    }
  }

  void run(
      int rows,
      int columns,
      MemorySegment a,
      MemorySegment b,
      MemorySegment c,
      MemorySegment d,
      MemorySegment e) {
    if (rows <= 0) {
      return;
    }
    try {
      handle.invokeExact(rows, columns, a, b, c, d, e);
    } catch (Throwable t) {
      throw rethrown(t);
    }
  }

  void run(
      Coefficients c,
      int n,
      MemorySegment w,
      long wOffset,
      MemorySegment g,
      long gOffset,
      MemorySegment m,
      long mOffset,
      MemorySegment s,
      long sOffset,
      MemorySegment x,
      long xOffset) {
    if (n <= 0) {
      return;
    }
    try {
      handle.invokeExact(c, n, w, wOffset, g, gOffset, m, mOffset, s, sOffset, x, xOffset);
    } catch (Throwable e) {
      throw rethrown(e);
    }
  }

  void run(
      int n,
      int rows,
      MemorySegment x,
      long xOffset,
      int ldx,
      MemorySegment y,
      long yOffset,
      int ldy,
      MemorySegment z,
      long zOffset) {
    if (n <= 0 || rows <= 0) {
      return;
    }
    try {
      handle.invokeExact(n, rows, x, xOffset, ldx, y, yOffset, ldy, z, zOffset);
    } catch (Throwable e) {
      throw rethrown(e);
    }
  }

  /** No loop declares an exception. */
  private static RuntimeException rethrown(Throwable e) {
    if (e instanceof Error error) {
      throw error;
    }
    return e instanceof RuntimeException unchecked ? unchecked : new IllegalStateException(e);
  }

  private static MethodHandle run(Class<?> type) {
    try {
      return MethodHandles.lookup().unreflect(type.getDeclaredMethods()[0]);
    } catch (IllegalAccessException e) {
      throw new AssertionError(e);
    }
  }
}
