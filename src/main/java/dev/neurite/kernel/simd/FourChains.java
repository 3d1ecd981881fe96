package dev.neurite.kernel.simd;

import static dev.neurite.kernel.simd.FewOutputs.WIDTH;
import static dev.neurite.kernel.simd.Lanes.F32;
import static dev.neurite.kernel.simd.Lanes.LENGTH;
import static dev.neurite.kernel.simd.Lanes.PINNED;
import static jdk.incubator.vector.FloatVector.fromMemorySegment;
import static jdk.incubator.vector.VectorOperators.LE;

import java.lang.foreign.MemorySegment;
import java.nio.ByteOrder;
import jdk.incubator.vector.FloatVector;

/**
 * The inner loops of {@link FewOutputs}: element p into chain p mod 4, then (0 + 1) + (2 + 3), then
 * the bias.
 *
 * <p>Steps are a multiple of four. Chains are pinned to their class before they are added, see
 * {@link Lanes#store}, and nothing around loads and stores is a method: without either, vectors
 * were boxed and a row of 64 → 10 took 4.4 µs instead of 57 ns (AMD Zen 4, 512 bits, JDK 25).
 */
final class FourChains {
  static final int MASK = 0x3ffffff; // as far as offsets here go: no index overflows

  private static final long STEP = 4L * WIDTH; // bytes
  private static final ByteOrder ORDER = ByteOrder.nativeOrder();

  private FourChains() {}

  /**
   * LENGTH outputs of four rows, which share the loads of the weights: rows of {@code x} from
   * {@code start} on, results from {@code sums[to]} on with distance {@code ldt}.
   */
  static void fourRows(
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

  /** LENGTH outputs of one row. */
  static void oneRow(
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
      a1 =
          FloatVector.broadcast(F32, x[start + p + 1])
              .fma(FloatVector.fromArray(F32, w, q + WIDTH), a1);
      a2 =
          FloatVector.broadcast(F32, x[start + p + 2])
              .fma(FloatVector.fromArray(F32, w, q + 2 * WIDTH), a2);
      a3 =
          FloatVector.broadcast(F32, x[start + p + 3])
              .fma(FloatVector.fromArray(F32, w, q + 3 * WIDTH), a3);
    }
    FloatVector a = PINNED.cast(a0).add(PINNED.cast(a1));
    a = a.add(PINNED.cast(a2).add(PINNED.cast(a3)));
    a.add(FloatVector.fromArray(F32, bias, 0)).intoArray(sums, to);
  }

  /** LENGTH outputs of one row, whose weights are aligned; max(0, ·) of them if asked for. */
  static void alignedRow(
      int steps, float[] x, int start, MemorySegment w, float[] bias, boolean relu, float[] sums) {
    w = Lanes.pinned(w);
    start &= MASK;
    steps &= MASK;
    FloatVector a0 = FloatVector.zero(F32);
    FloatVector a1 = a0;
    FloatVector a2 = a0;
    FloatVector a3 = a0;
    for (int p = 0; p < steps; p += 4) {
      long q = p * STEP;
      a0 = FloatVector.broadcast(F32, x[start + p]).fma(fromMemorySegment(F32, w, q, ORDER), a0);
      a1 =
          FloatVector.broadcast(F32, x[start + p + 1])
              .fma(fromMemorySegment(F32, w, q + STEP, ORDER), a1);
      a2 =
          FloatVector.broadcast(F32, x[start + p + 2])
              .fma(fromMemorySegment(F32, w, q + 2 * STEP, ORDER), a2);
      a3 =
          FloatVector.broadcast(F32, x[start + p + 3])
              .fma(fromMemorySegment(F32, w, q + 3 * STEP, ORDER), a3);
    }
    FloatVector a = PINNED.cast(a0).add(PINNED.cast(a1));
    a = a.add(PINNED.cast(a2).add(PINNED.cast(a3)));
    a = a.add(FloatVector.fromArray(F32, bias, 0));
    if (relu) {
      a = a.blend(0, a.compare(LE, 0));
    }
    a.intoArray(sums, 0);
  }

  /** 2·LENGTH outputs of one row, from output {@code first} on. */
  static void twoVectors(
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

  /** One output, without bias, whose weights lie side by side from {@code start} on. */
  static float scalar(int in, float[] x, float[] w, int start) {
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
