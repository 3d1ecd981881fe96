package dev.neurite.kernel.simd;

import static dev.neurite.kernel.simd.Lanes.F32;
import static dev.neurite.kernel.simd.Lanes.PINNED;

import java.lang.foreign.MemorySegment;
import java.nio.ByteOrder;
import jdk.incubator.vector.FloatVector;

/**
 * C ← start + P·Q: as {@link MicroKernel}, for whole tiles of few steps, whose chains start from 0
 * or from one value a column, and which are stored where they belong, without resting in scratch.
 *
 * <p>The way through scratch takes 25 ns a tile, a tenth of what 64 steps take. It pays only while
 * C2 inlines every store: a slice for each row of C, or loads of old sums, reach its limit
 * (NodeCountInliningCutoff) before the last row, which is then stored by calls, and nothing is won.
 * C is pinned to its class after the loop; before it, that takes 9 ns a tile, in registers.
 */
final class StraightKernel {
  private static final int OFFSET_MASK = 0xfffffff; // any offset into scratch, far below overflow
  private static final int L = Lanes.LENGTH;
  private static final int MR = Blocking.MR;
  private static final int NR = Blocking.NR;
  private static final ByteOrder ORDER = ByteOrder.nativeOrder();

  private StraightKernel() {}

  /**
   * The tiles of a column of whole tiles. One method for all of them: a call more for each takes 10
   * ns.
   *
   * @param rows a multiple of MR
   * @param k {@code 0 < k ≤ RUN}
   * @param p the panels of all rows
   * @param qStart where the panel of op(B) starts
   * @param start where the chains start, a value for each column from {@code from} on; or null for
   *     0
   */
  static void column(
      int rows,
      int k,
      float[] p,
      float[] q,
      int qStart,
      float[] start,
      int from,
      MemorySegment c,
      long offset,
      int ldc) {
    for (int r = 0; r < rows; r += MR) {
      long to = offset + (long) r * ldc;
      if (MR == 8) {
        tile8x2(k, p, r * k, q, qStart, start, from, c, to, ldc);
      } else {
        tile6x2(k, p, r * k, q, qStart, start, from, c, to, ldc);
      }
    }
  }

  private static void tile6x2(
      int k,
      float[] p,
      int pStart,
      float[] q,
      int qStart,
      float[] start,
      int from,
      MemorySegment target,
      long offset,
      int ldc) {
    if (k <= 0 || k > Blocking.RUN) {
      return;
    }
    pStart &= OFFSET_MASK;
    qStart &= OFFSET_MASK;
    FloatVector start0 = FloatVector.zero(F32);
    FloatVector start1 = start0;
    if (start != null) {
      start0 = FloatVector.fromArray(F32, start, from);
      start1 = FloatVector.fromArray(F32, start, from + L);
    }
    FloatVector c00 = start0;
    FloatVector c01 = start1;
    FloatVector c10 = start0;
    FloatVector c11 = start1;
    FloatVector c20 = start0;
    FloatVector c21 = start1;
    FloatVector c30 = start0;
    FloatVector c31 = start1;
    FloatVector c40 = start0;
    FloatVector c41 = start1;
    FloatVector c50 = start0;
    FloatVector c51 = start1;
    for (int s = 0; s < k; s++) {
      int ps = pStart + s * 6;
      int qs = qStart + s * NR;
      FloatVector q0 = FloatVector.fromArray(F32, q, qs);
      FloatVector q1 = FloatVector.fromArray(F32, q, qs + L);
      FloatVector v = FloatVector.broadcast(F32, p[ps]);
      c00 = v.fma(q0, c00);
      c01 = v.fma(q1, c01);
      v = FloatVector.broadcast(F32, p[ps + 1]);
      c10 = v.fma(q0, c10);
      c11 = v.fma(q1, c11);
      v = FloatVector.broadcast(F32, p[ps + 2]);
      c20 = v.fma(q0, c20);
      c21 = v.fma(q1, c21);
      v = FloatVector.broadcast(F32, p[ps + 3]);
      c30 = v.fma(q0, c30);
      c31 = v.fma(q1, c31);
      v = FloatVector.broadcast(F32, p[ps + 4]);
      c40 = v.fma(q0, c40);
      c41 = v.fma(q1, c41);
      v = FloatVector.broadcast(F32, p[ps + 5]);
      c50 = v.fma(q0, c50);
      c51 = v.fma(q1, c51);
    }
    MemorySegment c = Lanes.pinned(target);
    long row = Float.BYTES * offset;
    long down = (long) Float.BYTES * ldc;
    PINNED.cast(c00).intoMemorySegment(c, row, ORDER);
    PINNED.cast(c01).intoMemorySegment(c, row + 4L * L, ORDER);
    row += down;
    PINNED.cast(c10).intoMemorySegment(c, row, ORDER);
    PINNED.cast(c11).intoMemorySegment(c, row + 4L * L, ORDER);
    row += down;
    PINNED.cast(c20).intoMemorySegment(c, row, ORDER);
    PINNED.cast(c21).intoMemorySegment(c, row + 4L * L, ORDER);
    row += down;
    PINNED.cast(c30).intoMemorySegment(c, row, ORDER);
    PINNED.cast(c31).intoMemorySegment(c, row + 4L * L, ORDER);
    row += down;
    PINNED.cast(c40).intoMemorySegment(c, row, ORDER);
    PINNED.cast(c41).intoMemorySegment(c, row + 4L * L, ORDER);
    row += down;
    PINNED.cast(c50).intoMemorySegment(c, row, ORDER);
    PINNED.cast(c51).intoMemorySegment(c, row + 4L * L, ORDER);
  }

  private static void tile8x2(
      int k,
      float[] p,
      int pStart,
      float[] q,
      int qStart,
      float[] start,
      int from,
      MemorySegment target,
      long offset,
      int ldc) {
    if (k <= 0 || k > Blocking.RUN) {
      return;
    }
    pStart &= OFFSET_MASK;
    qStart &= OFFSET_MASK;
    FloatVector start0 = FloatVector.zero(F32);
    FloatVector start1 = start0;
    if (start != null) {
      start0 = FloatVector.fromArray(F32, start, from);
      start1 = FloatVector.fromArray(F32, start, from + L);
    }
    FloatVector c00 = start0;
    FloatVector c01 = start1;
    FloatVector c10 = start0;
    FloatVector c11 = start1;
    FloatVector c20 = start0;
    FloatVector c21 = start1;
    FloatVector c30 = start0;
    FloatVector c31 = start1;
    FloatVector c40 = start0;
    FloatVector c41 = start1;
    FloatVector c50 = start0;
    FloatVector c51 = start1;
    FloatVector c60 = start0;
    FloatVector c61 = start1;
    FloatVector c70 = start0;
    FloatVector c71 = start1;
    for (int s = 0; s < k; s++) {
      int ps = pStart + s * 8;
      int qs = qStart + s * NR;
      FloatVector q0 = FloatVector.fromArray(F32, q, qs);
      FloatVector q1 = FloatVector.fromArray(F32, q, qs + L);
      FloatVector v = FloatVector.broadcast(F32, p[ps]);
      c00 = v.fma(q0, c00);
      c01 = v.fma(q1, c01);
      v = FloatVector.broadcast(F32, p[ps + 1]);
      c10 = v.fma(q0, c10);
      c11 = v.fma(q1, c11);
      v = FloatVector.broadcast(F32, p[ps + 2]);
      c20 = v.fma(q0, c20);
      c21 = v.fma(q1, c21);
      v = FloatVector.broadcast(F32, p[ps + 3]);
      c30 = v.fma(q0, c30);
      c31 = v.fma(q1, c31);
      v = FloatVector.broadcast(F32, p[ps + 4]);
      c40 = v.fma(q0, c40);
      c41 = v.fma(q1, c41);
      v = FloatVector.broadcast(F32, p[ps + 5]);
      c50 = v.fma(q0, c50);
      c51 = v.fma(q1, c51);
      v = FloatVector.broadcast(F32, p[ps + 6]);
      c60 = v.fma(q0, c60);
      c61 = v.fma(q1, c61);
      v = FloatVector.broadcast(F32, p[ps + 7]);
      c70 = v.fma(q0, c70);
      c71 = v.fma(q1, c71);
    }
    MemorySegment c = Lanes.pinned(target);
    long row = Float.BYTES * offset;
    long down = (long) Float.BYTES * ldc;
    PINNED.cast(c00).intoMemorySegment(c, row, ORDER);
    PINNED.cast(c01).intoMemorySegment(c, row + 4L * L, ORDER);
    row += down;
    PINNED.cast(c10).intoMemorySegment(c, row, ORDER);
    PINNED.cast(c11).intoMemorySegment(c, row + 4L * L, ORDER);
    row += down;
    PINNED.cast(c20).intoMemorySegment(c, row, ORDER);
    PINNED.cast(c21).intoMemorySegment(c, row + 4L * L, ORDER);
    row += down;
    PINNED.cast(c30).intoMemorySegment(c, row, ORDER);
    PINNED.cast(c31).intoMemorySegment(c, row + 4L * L, ORDER);
    row += down;
    PINNED.cast(c40).intoMemorySegment(c, row, ORDER);
    PINNED.cast(c41).intoMemorySegment(c, row + 4L * L, ORDER);
    row += down;
    PINNED.cast(c50).intoMemorySegment(c, row, ORDER);
    PINNED.cast(c51).intoMemorySegment(c, row + 4L * L, ORDER);
    row += down;
    PINNED.cast(c60).intoMemorySegment(c, row, ORDER);
    PINNED.cast(c61).intoMemorySegment(c, row + 4L * L, ORDER);
    row += down;
    PINNED.cast(c70).intoMemorySegment(c, row, ORDER);
    PINNED.cast(c71).intoMemorySegment(c, row + 4L * L, ORDER);
  }
}
