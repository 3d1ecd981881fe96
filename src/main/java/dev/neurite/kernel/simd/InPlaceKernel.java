package dev.neurite.kernel.simd;

import static dev.neurite.kernel.simd.Lanes.F32;
import static dev.neurite.kernel.simd.Lanes.PINNED;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteOrder;
import jdk.incubator.vector.FloatVector;

/**
 * tile ← tile + A·Q: a tile of C as in {@link MicroKernel}, with rows of A read where they are.
 *
 * <p>Each row is a slice of exactly k elements, and the index 4·s of an {@code int} loop: then the
 * JIT drops all checks. 1,312 bytecodes: kernels on segments of 1,400 and more are refused by C1
 * (out of virtual registers), after which some starts never get beyond 2 GFLOP/s.
 */
final class InPlaceKernel {
  private static final int OFFSET_MASK = 0xfffffff; // any offset into scratch, far below overflow
  private static final int L = Lanes.LENGTH;
  private static final int NR = Blocking.NR;
  private static final ValueLayout.OfFloat FLOAT = ValueLayout.JAVA_FLOAT_UNALIGNED;
  private static final ByteOrder ORDER = ByteOrder.nativeOrder();

  private InPlaceKernel() {}

  /** One tile of 8 rows. {@code 0 < k ≤ RUN}; the panel of op(B) starts at {@code qStart}. */
  static void run(
      int k,
      MemorySegment a,
      long offset,
      int lda,
      float[] q,
      int qStart,
      float[] tile,
      boolean add) {
    if (k <= 0 || k > Blocking.RUN) {
      return;
    }
    qStart &= OFFSET_MASK;
    long bytes = (long) Float.BYTES * k;
    long step = (long) Float.BYTES * lda;
    long start = Float.BYTES * offset;
    MemorySegment a0 = a.asSlice(start, bytes);
    MemorySegment a1 = a.asSlice(start + step, bytes);
    MemorySegment a2 = a.asSlice(start + 2 * step, bytes);
    MemorySegment a3 = a.asSlice(start + 3 * step, bytes);
    MemorySegment a4 = a.asSlice(start + 4 * step, bytes);
    MemorySegment a5 = a.asSlice(start + 5 * step, bytes);
    MemorySegment a6 = a.asSlice(start + 6 * step, bytes);
    MemorySegment a7 = a.asSlice(start + 7 * step, bytes);
    FloatVector zero = FloatVector.zero(F32);
    FloatVector c00 = zero;
    FloatVector c01 = zero;
    FloatVector c10 = zero;
    FloatVector c11 = zero;
    FloatVector c20 = zero;
    FloatVector c21 = zero;
    FloatVector c30 = zero;
    FloatVector c31 = zero;
    FloatVector c40 = zero;
    FloatVector c41 = zero;
    FloatVector c50 = zero;
    FloatVector c51 = zero;
    FloatVector c60 = zero;
    FloatVector c61 = zero;
    FloatVector c70 = zero;
    FloatVector c71 = zero;
    if (add) {
      c00 = FloatVector.fromArray(F32, tile, 0);
      c01 = FloatVector.fromArray(F32, tile, L);
      c10 = FloatVector.fromArray(F32, tile, NR);
      c11 = FloatVector.fromArray(F32, tile, NR + L);
      c20 = FloatVector.fromArray(F32, tile, 2 * NR);
      c21 = FloatVector.fromArray(F32, tile, 2 * NR + L);
      c30 = FloatVector.fromArray(F32, tile, 3 * NR);
      c31 = FloatVector.fromArray(F32, tile, 3 * NR + L);
      c40 = FloatVector.fromArray(F32, tile, 4 * NR);
      c41 = FloatVector.fromArray(F32, tile, 4 * NR + L);
      c50 = FloatVector.fromArray(F32, tile, 5 * NR);
      c51 = FloatVector.fromArray(F32, tile, 5 * NR + L);
      c60 = FloatVector.fromArray(F32, tile, 6 * NR);
      c61 = FloatVector.fromArray(F32, tile, 6 * NR + L);
      c70 = FloatVector.fromArray(F32, tile, 7 * NR);
      c71 = FloatVector.fromArray(F32, tile, 7 * NR + L);
    }
    for (int s = 0; s < k; s++) {
      int qs = qStart + s * NR;
      FloatVector q0 = FloatVector.fromArray(F32, q, qs);
      FloatVector q1 = FloatVector.fromArray(F32, q, qs + L);
      FloatVector v = FloatVector.broadcast(F32, a0.get(FLOAT, 4L * s));
      c00 = v.fma(q0, c00);
      c01 = v.fma(q1, c01);
      v = FloatVector.broadcast(F32, a1.get(FLOAT, 4L * s));
      c10 = v.fma(q0, c10);
      c11 = v.fma(q1, c11);
      v = FloatVector.broadcast(F32, a2.get(FLOAT, 4L * s));
      c20 = v.fma(q0, c20);
      c21 = v.fma(q1, c21);
      v = FloatVector.broadcast(F32, a3.get(FLOAT, 4L * s));
      c30 = v.fma(q0, c30);
      c31 = v.fma(q1, c31);
      v = FloatVector.broadcast(F32, a4.get(FLOAT, 4L * s));
      c40 = v.fma(q0, c40);
      c41 = v.fma(q1, c41);
      v = FloatVector.broadcast(F32, a5.get(FLOAT, 4L * s));
      c50 = v.fma(q0, c50);
      c51 = v.fma(q1, c51);
      v = FloatVector.broadcast(F32, a6.get(FLOAT, 4L * s));
      c60 = v.fma(q0, c60);
      c61 = v.fma(q1, c61);
      v = FloatVector.broadcast(F32, a7.get(FLOAT, 4L * s));
      c70 = v.fma(q0, c70);
      c71 = v.fma(q1, c71);
    }
    PINNED.cast(c00).intoArray(tile, 0);
    PINNED.cast(c01).intoArray(tile, L);
    PINNED.cast(c10).intoArray(tile, NR);
    PINNED.cast(c11).intoArray(tile, NR + L);
    PINNED.cast(c20).intoArray(tile, 2 * NR);
    PINNED.cast(c21).intoArray(tile, 2 * NR + L);
    PINNED.cast(c30).intoArray(tile, 3 * NR);
    PINNED.cast(c31).intoArray(tile, 3 * NR + L);
    PINNED.cast(c40).intoArray(tile, 4 * NR);
    PINNED.cast(c41).intoArray(tile, 4 * NR + L);
    PINNED.cast(c50).intoArray(tile, 5 * NR);
    PINNED.cast(c51).intoArray(tile, 5 * NR + L);
    PINNED.cast(c60).intoArray(tile, 6 * NR);
    PINNED.cast(c61).intoArray(tile, 6 * NR + L);
    PINNED.cast(c70).intoArray(tile, 7 * NR);
    PINNED.cast(c71).intoArray(tile, 7 * NR + L);
  }

  /** Tiles of 8 rows that go straight to C, as {@link StraightKernel#column}. */
  static void column(
      int rows,
      int k,
      MemorySegment a,
      long aOffset,
      int lda,
      float[] q,
      int qStart,
      float[] start,
      int from,
      MemorySegment c,
      long offset,
      int ldc) {
    for (int r = 0; r < rows; r += 8) {
      long row = aOffset + (long) r * lda;
      straight(k, a, row, lda, q, qStart, start, from, c, offset + (long) r * ldc, ldc);
    }
  }

  private static void straight(
      int k,
      MemorySegment a,
      long aOffset,
      int lda,
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
    qStart &= OFFSET_MASK;
    long bytes = (long) Float.BYTES * k;
    long step = (long) Float.BYTES * lda;
    long first = Float.BYTES * aOffset;
    MemorySegment a0 = a.asSlice(first, bytes);
    MemorySegment a1 = a.asSlice(first + step, bytes);
    MemorySegment a2 = a.asSlice(first + 2 * step, bytes);
    MemorySegment a3 = a.asSlice(first + 3 * step, bytes);
    MemorySegment a4 = a.asSlice(first + 4 * step, bytes);
    MemorySegment a5 = a.asSlice(first + 5 * step, bytes);
    MemorySegment a6 = a.asSlice(first + 6 * step, bytes);
    MemorySegment a7 = a.asSlice(first + 7 * step, bytes);
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
      int qs = qStart + s * NR;
      FloatVector q0 = FloatVector.fromArray(F32, q, qs);
      FloatVector q1 = FloatVector.fromArray(F32, q, qs + L);
      FloatVector v = FloatVector.broadcast(F32, a0.get(FLOAT, 4L * s));
      c00 = v.fma(q0, c00);
      c01 = v.fma(q1, c01);
      v = FloatVector.broadcast(F32, a1.get(FLOAT, 4L * s));
      c10 = v.fma(q0, c10);
      c11 = v.fma(q1, c11);
      v = FloatVector.broadcast(F32, a2.get(FLOAT, 4L * s));
      c20 = v.fma(q0, c20);
      c21 = v.fma(q1, c21);
      v = FloatVector.broadcast(F32, a3.get(FLOAT, 4L * s));
      c30 = v.fma(q0, c30);
      c31 = v.fma(q1, c31);
      v = FloatVector.broadcast(F32, a4.get(FLOAT, 4L * s));
      c40 = v.fma(q0, c40);
      c41 = v.fma(q1, c41);
      v = FloatVector.broadcast(F32, a5.get(FLOAT, 4L * s));
      c50 = v.fma(q0, c50);
      c51 = v.fma(q1, c51);
      v = FloatVector.broadcast(F32, a6.get(FLOAT, 4L * s));
      c60 = v.fma(q0, c60);
      c61 = v.fma(q1, c61);
      v = FloatVector.broadcast(F32, a7.get(FLOAT, 4L * s));
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
