package dev.neurite.kernel.simd;

import static dev.neurite.kernel.simd.Lanes.F32;
import static dev.neurite.kernel.simd.Lanes.PINNED;

import jdk.incubator.vector.FloatVector;

/**
 * tile ← tile + P·Q: one tile of C, {@link Blocking#MR} × {@link Blocking#NR}, in registers.
 *
 * <p>P is a panel [k][MR] of op(A), of which each element is broadcast; Q a panel [k][NR] of op(B);
 * the tile is [MR][NR]. Every element of the tile is one chain, p ascending.
 *
 * <p>The form is what the JIT compiles well, and every part of it was measured:
 *
 * <ul>
 *   <li>{@code float[]}s, an {@code int} loop, accumulators in locals, no unrolling in the source;
 *   <li>a bounded k and masked offsets, from which C2 sees that no index overflows: it then loads Q
 *       first and broadcasts just before use, and 6 × 2 fits 16 registers without a spill (42 → 107
 *       GFLOP/s, AMD Zen 4 held to AVX2);
 *   <li>accumulators pinned to their class after the loop, see {@link Lanes#store};
 *   <li>no helper methods around loads and stores: with them the last store of 8 × 2 lies beyond
 *       what C2 inlines (NodeCountInliningCutoff), and one accumulator of every tile is boxed.
 * </ul>
 */
final class MicroKernel {
  private static final int OFFSET_MASK = 0xfffffff; // any offset into scratch, far below overflow
  private static final int L = Lanes.LENGTH;
  private static final int MR = Blocking.MR;
  private static final int NR = Blocking.NR;

  private MicroKernel() {}

  /** One tile. {@code 0 < k ≤ RUN}; the panels start at {@code pStart} and {@code qStart}. */
  static void run(int k, float[] p, int pStart, float[] q, int qStart, float[] tile, boolean add) {
    if (MR == 8) {
      tile8x2(k, p, pStart, q, qStart, tile, add);
    } else {
      tile6x2(k, p, pStart, q, qStart, tile, add);
    }
  }

  private static void tile6x2(
      int k, float[] p, int pStart, float[] q, int qStart, float[] tile, boolean add) {
    if (k <= 0 || k > Blocking.RUN) {
      return;
    }
    pStart &= OFFSET_MASK;
    qStart &= OFFSET_MASK;
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
    }
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
  }

  private static void tile8x2(
      int k, float[] p, int pStart, float[] q, int qStart, float[] tile, boolean add) {
    if (k <= 0 || k > Blocking.RUN) {
      return;
    }
    pStart &= OFFSET_MASK;
    qStart &= OFFSET_MASK;
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
}
