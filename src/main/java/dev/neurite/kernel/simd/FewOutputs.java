package dev.neurite.kernel.simd;

import static dev.neurite.kernel.simd.Lanes.LENGTH;
import static dev.neurite.kernel.simd.Lanes.load;

import java.lang.foreign.MemorySegment;
import jdk.incubator.vector.FloatVector;

/**
 * Rows through a layer of 5 to 16 outputs, in the order of four chains.
 *
 * <p>In a batch outputs lie in lanes: the weights are packed as [in][16], 16 / LENGTH vectors for
 * each step, and the four chains hide the latency of fma. For one row, packing costs more than the
 * product (128 → 10: 1.2 µs); there the four chains of one output after the other are scalars.
 */
final class FewOutputs {
  private static final int WIDTH = 16;

  private final Packing packing = new Packing();
  private final Scratch packed = new Scratch();
  private final Scratch row = new Scratch();
  private final Scratch bias = new Scratch();
  private final float[] sums = new float[WIDTH];

  /** As {@link dev.neurite.kernel.Products#dense}, for {@code out ≤ 16}. */
  void dense(
      int batch,
      int in,
      int out,
      MemorySegment x,
      long xOffset,
      int ldx,
      MemorySegment w,
      long wOffset,
      MemorySegment b,
      long bOffset,
      MemorySegment y,
      long yOffset,
      int ldy) {
    float[] weights = packed.atLeast(Math.multiplyExact(in, WIDTH) + Packing.SLACK);
    packing.transpose(out, in, w, wOffset, in, weights, 0, WIDTH);
    float[] start = b.equals(MemorySegment.NULL) ? null : bias.vector(out, b, bOffset);
    for (int r = 0; r < batch; r++) {
      float[] xs = row.vector(in, x, xOffset + (long) r * ldx);
      for (int first = 0; first < out; first += LENGTH) {
        fourChains(in, xs, weights, first, sums);
      }
      if (start != null) {
        add(out, start, sums);
      }
      Scratch.write(out, sums, 0, y, yOffset + (long) r * ldy);
    }
  }

  /** As {@link dev.neurite.kernel.Products#denseRow}, for {@code out ≤ 16}. */
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
    float[] xs = row.vector(in, x, xOffset);
    float[] weights = packed.vector(Math.multiplyExact(out, in), w, wOffset);
    for (int j = 0; j < out; j++) {
      sums[j] = fourChains(in, xs, weights, j * in);
    }
    if (!b.equals(MemorySegment.NULL)) {
      add(out, bias.vector(out, b, bOffset), sums);
    }
    Scratch.write(out, sums, 0, y, yOffset);
  }

  /** LENGTH outputs from {@code first} on: element p into chain p mod 4, then (0 + 1) + (2 + 3). */
  private static void fourChains(int in, float[] x, float[] w, int first, float[] sums) {
    FloatVector c0 = FloatVector.zero(Lanes.F32);
    FloatVector c1 = c0;
    FloatVector c2 = c0;
    FloatVector c3 = c0;
    int body = in - in % 4;
    int p = 0;
    for (; p < body; p += 4) {
      c0 = step(x, w, first, p, c0);
      c1 = step(x, w, first, p + 1, c1);
      c2 = step(x, w, first, p + 2, c2);
      c3 = step(x, w, first, p + 3, c3);
    }
    if (p < in) { // tail
      c0 = step(x, w, first, p, c0);
    }
    if (p + 1 < in) {
      c1 = step(x, w, first, p + 1, c1);
    }
    if (p + 2 < in) {
      c2 = step(x, w, first, p + 2, c2);
    }
    Lanes.store(c0.add(c1).add(c2.add(c3)), sums, first);
  }

  /** One output, whose weights begin at {@code start}. */
  private static float fourChains(int in, float[] x, float[] w, int start) {
    float c0 = 0;
    float c1 = 0;
    float c2 = 0;
    float c3 = 0;
    int body = in - in % 4;
    int p = 0;
    for (; p < body; p += 4) {
      int q = start + p;
      c0 = Math.fma(x[p], w[q], c0);
      c1 = Math.fma(x[p + 1], w[q + 1], c1);
      c2 = Math.fma(x[p + 2], w[q + 2], c2);
      c3 = Math.fma(x[p + 3], w[q + 3], c3);
    }
    if (p < in) { // tail
      c0 = Math.fma(x[p], w[start + p], c0);
    }
    if (p + 1 < in) {
      c1 = Math.fma(x[p + 1], w[start + p + 1], c1);
    }
    if (p + 2 < in) {
      c2 = Math.fma(x[p + 2], w[start + p + 2], c2);
    }
    return (c0 + c1) + (c2 + c3);
  }

  private static FloatVector step(float[] x, float[] w, int first, int p, FloatVector chain) {
    return FloatVector.broadcast(Lanes.F32, x[p]).fma(load(w, p * WIDTH + first), chain);
  }

  private static void add(int n, float[] b, float[] y) {
    for (int j = 0; j < n; j++) {
      y[j] += b[j];
    }
  }
}
