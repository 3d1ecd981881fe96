package dev.neurite.kernel.simd;

import static dev.neurite.kernel.simd.Lanes.F32;
import static dev.neurite.kernel.simd.TransposedDots.STEPS;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.Arrays;
import jdk.incubator.vector.FloatVector;

/**
 * One row through a layer of more than 16 outputs, one chain each, with W as it is.
 *
 * <p>For one row, packing W costs more than the product. At 512 bits 16 rows of W are transposed in
 * registers and used at once ({@link TransposedDots}): 256 × 784 took 18.5 µs instead of 50 (AMD
 * Zen 4). The last 16 outputs overlap those before: what belongs to both is computed twice, from
 * the same start.
 *
 * <p>With shorter vectors, and of rows of fewer than eight elements, eight rows of W are copied at
 * a time, and their chains advance together, in scalar registers: their number hides the latency of
 * fma. That leaves lanes idle, and still is as fast as transposing W in vector registers.
 */
final class ManyOutputs {
  private static final int CHAINS = 8;
  private static final int ROWS = TransposedDots.ROWS;

  /** Rows so many floats apart share their places in a cache of 8 ways and 32 KiB. */
  private static final int CONFLICT = 1024;

  private static final int BLOCK = 256; // steps that are copied at a time: 16 KiB
  private static final int BLOCK_LD = BLOCK + 24; // so that rows of the copy share no places

  private final Scratch row = new Scratch();
  private final Scratch weights = new Scratch();
  private final float[] sums = new float[ROWS];
  private final float[] square = new float[STEPS * ROWS];
  private final MemorySegment block = Arena.ofAuto().allocate(4L * ROWS * BLOCK_LD, 64);

  /** As {@link dev.neurite.kernel.Products#denseRow}, for {@code out > 16}. */
  void denseRow(
      int in,
      int out,
      MemorySegment x,
      long xOffset,
      MemorySegment w,
      long wOffset,
      MemorySegment b,
      long bOffset,
      MemorySegment y,
      long yOffset) {
    boolean biased = !b.equals(MemorySegment.NULL);
    float[] xs = row.vector(in, x, xOffset);
    if (serves(in, out)) {
      for (int i = 0; i < out; i += ROWS) {
        int j = Math.min(i, out - ROWS);
        start(ROWS, biased, b, bOffset + j);
        transposed(in, w, wOffset + (long) j * in, xs);
        Scratch.write(ROWS, sums, 0, y, yOffset + j);
      }
      return;
    }
    float[] ws = weights.atLeast(Math.multiplyExact(CHAINS, in));
    for (int j = 0; j < out; j += CHAINS) {
      int rows = Math.min(CHAINS, out - j); // fewer: the surplus chains run over what ws holds
      Scratch.read(rows * in, w, wOffset + (long) j * in, ws, 0);
      start(rows, biased, b, bOffset + j);
      eightChains(in, xs, ws, sums);
      Scratch.write(rows, sums, 0, y, yOffset + j);
    }
  }

  /** True if a row through a layer of this shape is summed in vectors. */
  static boolean serves(int in, int out) {
    return TransposedDots.SERVES && in >= STEPS && out >= ROWS;
  }

  /** The outputs that are computed for so many, where they are summed in vectors. */
  static int padded(int out) {
    return Blocking.padded(out, ROWS);
  }

  private void start(int rows, boolean biased, MemorySegment b, long bOffset) {
    if (biased) {
      Scratch.read(rows, b, bOffset, sums, 0);
    } else {
      Arrays.fill(sums, 0);
    }
  }

  private void transposed(int in, MemorySegment w, long from, float[] xs) {
    int body = in - in % STEPS;
    if (in % CONFLICT != 0) {
      TransposedDots.run(body, w, from, in, xs, 0, sums);
    } else {
      for (int p = 0; p < body; p += BLOCK) {
        int n = Math.min(BLOCK, body - p);
        copy(n, w, from + p, in);
        TransposedDots.run(n, block, 0, BLOCK_LD, xs, p, sums);
      }
    }
    if (body < in) { // the last eight steps, of which the first are done
      long last = from + in - STEPS;
      Transposer.rows(STEPS, w, last, in, square, 0, ROWS);
      Transposer.rows(STEPS, w, last + (long) STEPS * in, in, square, STEPS, ROWS);
      chain(xs, body, in, square, STEPS - (in - body), sums);
    }
  }

  private void copy(int n, MemorySegment w, long from, int ld) {
    for (int r = 0; r < ROWS; r++) {
      long row = Float.BYTES * (from + (long) r * ld);
      MemorySegment.copy(w, row, block, 4L * BLOCK_LD * r, 4L * n);
    }
  }

  /** Steps from {@code p} to {@code end}, whose weights begin in line {@code q} of [8][16]. */
  private static void chain(float[] x, int p, int end, float[] w, int q, float[] sums) {
    FloatVector c = FloatVector.fromArray(F32, sums, 0);
    for (; p < end; p++, q++) {
      FloatVector v = FloatVector.fromArray(F32, w, q * ROWS);
      c = v.fma(FloatVector.broadcast(F32, x[p]), Lanes.pinned(c));
    }
    Lanes.store(c, sums, 0);
  }

  private static void eightChains(int in, float[] x, float[] w, float[] sums) {
    float s0 = sums[0];
    float s1 = sums[1];
    float s2 = sums[2];
    float s3 = sums[3];
    float s4 = sums[4];
    float s5 = sums[5];
    float s6 = sums[6];
    float s7 = sums[7];
    for (int p = 0; p < in; p++) {
      float v = x[p];
      s0 = Math.fma(v, w[p], s0);
      s1 = Math.fma(v, w[in + p], s1);
      s2 = Math.fma(v, w[2 * in + p], s2);
      s3 = Math.fma(v, w[3 * in + p], s3);
      s4 = Math.fma(v, w[4 * in + p], s4);
      s5 = Math.fma(v, w[5 * in + p], s5);
      s6 = Math.fma(v, w[6 * in + p], s6);
      s7 = Math.fma(v, w[7 * in + p], s7);
    }
    sums[0] = s0;
    sums[1] = s1;
    sums[2] = s2;
    sums[3] = s3;
    sums[4] = s4;
    sums[5] = s5;
    sums[6] = s6;
    sums[7] = s7;
  }
}
