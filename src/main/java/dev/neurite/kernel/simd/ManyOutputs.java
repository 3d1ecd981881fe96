package dev.neurite.kernel.simd;

import java.lang.foreign.MemorySegment;
import java.util.Arrays;

/**
 * One row through a layer of more than 16 outputs, one chain each.
 *
 * <p>For one row, packing W costs more than the product. So eight rows of W are copied at a time,
 * and their eight chains advance together, in scalar registers: their number hides the latency of
 * fma. That leaves lanes idle, and still is as fast as transposing W in vector registers.
 */
final class ManyOutputs {
  private static final int ROWS = 8;

  private final Scratch row = new Scratch();
  private final Scratch weights = new Scratch();
  private final float[] sums = new float[ROWS];

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
    float[] ws = weights.atLeast(Math.multiplyExact(ROWS, in));
    for (int j = 0; j < out; j += ROWS) {
      int rows = Math.min(ROWS, out - j); // fewer: the surplus chains run over what ws holds
      Scratch.read(rows * in, w, wOffset + (long) j * in, ws, 0);
      if (biased) {
        Scratch.read(rows, b, bOffset + j, sums, 0);
      } else {
        Arrays.fill(sums, 0);
      }
      eightChains(in, xs, ws, sums);
      Scratch.write(rows, sums, 0, y, yOffset + j);
    }
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
