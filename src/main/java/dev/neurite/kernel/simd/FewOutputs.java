package dev.neurite.kernel.simd;

import static dev.neurite.kernel.simd.Lanes.F32;
import static dev.neurite.kernel.simd.Lanes.LENGTH;

import java.lang.foreign.MemorySegment;
import java.util.Arrays;
import jdk.incubator.vector.FloatVector;

/**
 * Rows through a layer of 5 to 16 outputs, in the order of four chains.
 *
 * <p>In a batch outputs lie in lanes: the weights are packed as [steps][16], 16 / LENGTH vectors for
 * each step. Two vectors of outputs advance together or, where one holds all outputs, four rows:
 * their chains hide the latency of fma, and loads are shared. For one row of a layer that is not packed,
 * packing costs more than the product; there the four chains of one output after the other are
 * scalars.
 *
 * <p>Packed layers have whole groups of four steps: what is missing is filled with x = 0 and w = −0,
 * whose product −0 leaves every sum as it is, −0 included. So too a bias that is not there is −0.
 */
final class FewOutputs {
  /** Places for outputs in the packed weights. */
  static final int WIDTH = 16;

  private static final Class<? extends FloatVector> PINNED = FloatVector.zero(F32).getClass();
  private static final int MASK = 0x3ffffff; // beyond any offset here: no index overflows
  private static final int BLOCK = 16; // rows that are copied at a time

  private final Packing packing = new Packing();
  private final Scratch packed = new Scratch();
  private final Scratch rows = new Scratch();
  private final float[] bias = new float[WIDTH];
  private final float[] noBias = new float[WIDTH]; // −0, which added to anything changes no bit
  private final float[] sums = new float[(BLOCK + 1) * WIDTH]; // rows of out, room for one more

  FewOutputs() {
    Arrays.fill(noBias, -0f);
  }

  /** Floats of the packed weights of a layer, and of the room that packing needs. */
  static int packedLength(int in) {
    return Math.multiplyExact(steps(in), WIDTH) + Packing.SLACK;
  }

  /** W into [steps][16]; the weights of the surplus steps are −0. */
  static void pack(
      Packing packing, int in, int out, MemorySegment w, long wOffset, float[] weights) {
    packing.transpose(out, in, w, wOffset, in, weights, 0, WIDTH);
    Arrays.fill(weights, in * WIDTH, steps(in) * WIDTH, -0f);
  }

  /** {@code in} rounded up to four chains. */
  private static int steps(int in) {
    return Blocking.padded(in, 4);
  }

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
    float[] weights = packed.atLeast(packedLength(in));
    pack(packing, in, out, w, wOffset, weights);
    float[] start = null;
    if (!b.equals(MemorySegment.NULL)) {
      start = bias;
      Scratch.read(out, b, bOffset, start, 0);
    }
    packed(batch, in, out, x, xOffset, ldx, weights, start, y, yOffset, ldy);
  }

  /**
   * The same with packed weights.
   *
   * @param bias padded to {@link #WIDTH}, or null
   */
  void packed(
      int batch,
      int in,
      int out,
      MemorySegment x,
      long xOffset,
      int ldx,
      float[] weights,
      float[] bias,
      MemorySegment y,
      long yOffset,
      int ldy) {
    float[] xs = rows.atLeast(Math.multiplyExact(Math.min(batch, BLOCK), steps(in)));
    float[] end = bias == null ? noBias : bias;
    for (int r = 0; r < batch; r += BLOCK) {
      int n = Math.min(BLOCK, batch - r);
      read(n, in, x, xOffset + (long) r * ldx, ldx, xs);
      if (LENGTH == WIDTH) {
        oneVector(n, steps(in), out, xs, weights, end);
      } else {
        moreVectors(n, steps(in), out, xs, weights, end);
      }
      write(n, out, y, yOffset + (long) r * ldy, ldy);
    }
  }

  /**
   * As {@link dev.neurite.kernel.Products#denseRow}, for {@code out ≤ 16} and weights as they are.
   */
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
    float[] xs = rows.vector(in, x, xOffset);
    float[] weights = packed.vector(Math.multiplyExact(out, in), w, wOffset);
    float[] end = noBias;
    if (!b.equals(MemorySegment.NULL)) {
      end = bias;
      Scratch.read(out, b, bOffset, end, 0);
    }
    for (int j = 0; j < out; j++) {
      sums[j] = fourChains(in, xs, weights, j * in) + end[j];
    }
    Scratch.write(out, sums, 0, y, yOffset);
  }

  /** Rows whose outputs fill one vector: four at a time. Surplus lanes are written over. */
  private void oneVector(int n, int steps, int out, float[] xs, float[] weights, float[] end) {
    int i = 0;
    for (; i + 4 <= n; i += 4) {
      fourRows(steps, xs, i * steps, weights, end, sums, i * out, out);
    }
    for (; i < n; i++) {
      oneRow(steps, xs, i * steps, weights, end, sums, i * out);
    }
  }

  /** Rows whose outputs fill several vectors: two of them at a time. */
  private void moreVectors(int n, int steps, int out, float[] xs, float[] weights, float[] end) {
    for (int i = 0; i < n; i++) {
      for (int v = 0; v < WIDTH; v += 2 * LENGTH) {
        twoVectors(steps, xs, i * steps, weights, v, end, sums, i * out + v);
      }
    }
  }

  private static void read(int n, int in, MemorySegment x, long offset, int ldx, float[] xs) {
    int steps = steps(in);
    if (ldx == in && in == steps) {
      Scratch.read(n * in, x, offset, xs, 0);
      return;
    }
    for (int i = 0; i < n; i++) {
      Scratch.read(in, x, offset + (long) i * ldx, xs, i * steps);
      Arrays.fill(xs, i * steps + in, (i + 1) * steps, 0);
    }
  }

  private void write(int n, int out, MemorySegment y, long offset, int ldy) {
    if (ldy == out) {
      Scratch.write(n * out, sums, 0, y, offset);
    } else {
      for (int i = 0; i < n; i++) {
        Scratch.write(out, sums, i * out, y, offset + (long) i * ldy);
      }
    }
  }

  /**
   * LENGTH outputs of four rows: element p into chain p mod 4, then (0 + 1) + (2 + 3), then the bias.
   * The rows share the loads of the weights.
   */
  private static void fourRows(
      int steps, float[] x, int start, float[] w, float[] bias, float[] sums, int to, int ldt) {
    start &= MASK;
    steps &= MASK;
    FloatVector a0 = FloatVector.zero(F32);
    FloatVector a1 = a0;
    FloatVector a2 = a0;
    FloatVector a3 = a0;
    FloatVector b0 = a0;
    FloatVector b1 = a0;
    FloatVector b2 = a0;
    FloatVector b3 = a0;
    FloatVector c0 = a0;
    FloatVector c1 = a0;
    FloatVector c2 = a0;
    FloatVector c3 = a0;
    FloatVector d0 = a0;
    FloatVector d1 = a0;
    FloatVector d2 = a0;
    FloatVector d3 = a0;
    for (int p = 0; p < steps; p += 4) {
      int q = p * WIDTH;
      int xa = start + p;
      int xb = xa + steps;
      int xc = xb + steps;
      int xd = xc + steps;
      FloatVector w0 = FloatVector.fromArray(F32, w, q);
      a0 = FloatVector.broadcast(F32, x[xa]).fma(w0, a0);
      b0 = FloatVector.broadcast(F32, x[xb]).fma(w0, b0);
      c0 = FloatVector.broadcast(F32, x[xc]).fma(w0, c0);
      d0 = FloatVector.broadcast(F32, x[xd]).fma(w0, d0);
      w0 = FloatVector.fromArray(F32, w, q + WIDTH);
      a1 = FloatVector.broadcast(F32, x[xa + 1]).fma(w0, a1);
      b1 = FloatVector.broadcast(F32, x[xb + 1]).fma(w0, b1);
      c1 = FloatVector.broadcast(F32, x[xc + 1]).fma(w0, c1);
      d1 = FloatVector.broadcast(F32, x[xd + 1]).fma(w0, d1);
      w0 = FloatVector.fromArray(F32, w, q + 2 * WIDTH);
      a2 = FloatVector.broadcast(F32, x[xa + 2]).fma(w0, a2);
      b2 = FloatVector.broadcast(F32, x[xb + 2]).fma(w0, b2);
      c2 = FloatVector.broadcast(F32, x[xc + 2]).fma(w0, c2);
      d2 = FloatVector.broadcast(F32, x[xd + 2]).fma(w0, d2);
      w0 = FloatVector.fromArray(F32, w, q + 3 * WIDTH);
      a3 = FloatVector.broadcast(F32, x[xa + 3]).fma(w0, a3);
      b3 = FloatVector.broadcast(F32, x[xb + 3]).fma(w0, b3);
      c3 = FloatVector.broadcast(F32, x[xc + 3]).fma(w0, c3);
      d3 = FloatVector.broadcast(F32, x[xd + 3]).fma(w0, d3);
    }
    FloatVector a = PINNED.cast(a0).add(PINNED.cast(a1));
    a = a.add(PINNED.cast(a2).add(PINNED.cast(a3)));
    a.add(FloatVector.fromArray(F32, bias, 0)).intoArray(sums, to);
    FloatVector b = PINNED.cast(b0).add(PINNED.cast(b1));
    b = b.add(PINNED.cast(b2).add(PINNED.cast(b3)));
    b.add(FloatVector.fromArray(F32, bias, 0)).intoArray(sums, to + ldt);
    FloatVector c = PINNED.cast(c0).add(PINNED.cast(c1));
    c = c.add(PINNED.cast(c2).add(PINNED.cast(c3)));
    c.add(FloatVector.fromArray(F32, bias, 0)).intoArray(sums, to + 2 * ldt);
    FloatVector d = PINNED.cast(d0).add(PINNED.cast(d1));
    d = d.add(PINNED.cast(d2).add(PINNED.cast(d3)));
    d.add(FloatVector.fromArray(F32, bias, 0)).intoArray(sums, to + 3 * ldt);
  }

  /** The same for one row. */
  private static void oneRow(
      int steps, float[] x, int start, float[] w, float[] bias, float[] sums, int to) {
    start &= MASK;
    steps &= MASK;
    FloatVector a0 = FloatVector.zero(F32);
    FloatVector a1 = a0;
    FloatVector a2 = a0;
    FloatVector a3 = a0;
    for (int p = 0; p < steps; p += 4) {
      int q = p * WIDTH;
      a0 = FloatVector.broadcast(F32, x[start + p]).fma(FloatVector.fromArray(F32, w, q), a0);
      a1 = FloatVector.broadcast(F32, x[start + p + 1]).fma(FloatVector.fromArray(F32, w, q + WIDTH), a1);
      a2 = FloatVector.broadcast(F32, x[start + p + 2]).fma(FloatVector.fromArray(F32, w, q + 2 * WIDTH), a2);
      a3 = FloatVector.broadcast(F32, x[start + p + 3]).fma(FloatVector.fromArray(F32, w, q + 3 * WIDTH), a3);
    }
    FloatVector a = PINNED.cast(a0).add(PINNED.cast(a1));
    a = a.add(PINNED.cast(a2).add(PINNED.cast(a3)));
    a.add(FloatVector.fromArray(F32, bias, 0)).intoArray(sums, to);
  }

  /** 2·LENGTH outputs of one row, from output {@code first} on. */
  private static void twoVectors(
      int steps, float[] x, int start, float[] w, int first, float[] bias, float[] sums, int to) {
    start &= MASK;
    steps &= MASK;
    FloatVector a0 = FloatVector.zero(F32);
    FloatVector a1 = a0;
    FloatVector a2 = a0;
    FloatVector a3 = a0;
    FloatVector b0 = a0;
    FloatVector b1 = a0;
    FloatVector b2 = a0;
    FloatVector b3 = a0;
    first &= WIDTH - 1;
    for (int p = 0; p < steps; p += 4) {
      int q = p * WIDTH + first;
      FloatVector v = FloatVector.broadcast(F32, x[start + p]);
      a0 = v.fma(FloatVector.fromArray(F32, w, q), a0);
      b0 = v.fma(FloatVector.fromArray(F32, w, q + LENGTH), b0);
      v = FloatVector.broadcast(F32, x[start + p + 1]);
      a1 = v.fma(FloatVector.fromArray(F32, w, q + WIDTH), a1);
      b1 = v.fma(FloatVector.fromArray(F32, w, q + WIDTH + LENGTH), b1);
      v = FloatVector.broadcast(F32, x[start + p + 2]);
      a2 = v.fma(FloatVector.fromArray(F32, w, q + 2 * WIDTH), a2);
      b2 = v.fma(FloatVector.fromArray(F32, w, q + 2 * WIDTH + LENGTH), b2);
      v = FloatVector.broadcast(F32, x[start + p + 3]);
      a3 = v.fma(FloatVector.fromArray(F32, w, q + 3 * WIDTH), a3);
      b3 = v.fma(FloatVector.fromArray(F32, w, q + 3 * WIDTH + LENGTH), b3);
    }
    FloatVector a = PINNED.cast(a0).add(PINNED.cast(a1));
    a = a.add(PINNED.cast(a2).add(PINNED.cast(a3)));
    a.add(FloatVector.fromArray(F32, bias, first)).intoArray(sums, to);
    FloatVector b = PINNED.cast(b0).add(PINNED.cast(b1));
    b = b.add(PINNED.cast(b2).add(PINNED.cast(b3)));
    b.add(FloatVector.fromArray(F32, bias, first + LENGTH)).intoArray(sums, to + LENGTH);
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
}
