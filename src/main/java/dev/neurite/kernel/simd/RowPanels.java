package dev.neurite.kernel.simd;

import static dev.neurite.kernel.simd.Blocking.NR;
import static dev.neurite.kernel.simd.Lanes.F32;
import static dev.neurite.kernel.simd.Lanes.LENGTH;
import static dev.neurite.kernel.simd.Lanes.load;
import static dev.neurite.kernel.simd.Lanes.store;

import java.lang.foreign.MemorySegment;
import jdk.incubator.vector.FloatVector;

/**
 * One row through a packed layer of single chains: outputs in lanes, x broadcast.
 *
 * <p>Up to four panels of two vectors advance together: eight chains hide the latency of fma (4
 * cycles, two a cycle).
 */
final class RowPanels {
  private static final int MASK = 0xfffffff; // as far as offsets into panels go: no index overflows

  private final Scratch row = new Scratch();
  private final Loop relu = Loop.ofArray(Scratch::relu);
  private final Scratch outputs = new Scratch();
  private final Scratch zeros = new Scratch(); // nobody writes into it

  /** y ← W·x + b, or max(0, ·) of that. */
  void row(
      SimdLayer layer, boolean relu, MemorySegment x, long xOffset, MemorySegment y, long yOffset) {
    int in = layer.in();
    int padded = Blocking.padded(layer.out(), NR);
    float[] xs = row.vector(in, x, xOffset);
    float[] sums = outputs.atLeast(padded);
    float[] from = layer.bias == null ? zeros.atLeast(padded) : layer.bias;
    int step = in * NR; // from panel to panel
    int j = 0;
    if (layer.aligned != null) {
      for (; j + AlignedRows.WIDTH <= layer.out(); j += AlignedRows.WIDTH) {
        AlignedRows.block(in, xs, layer.aligned, from, sums, j);
      }
    }
    for (; j + 4 * NR <= padded; j += 4 * NR) {
      fourPanels(in, xs, layer.panels, j * in, step, from, sums, j);
    }
    if (j + 2 * NR <= padded) {
      twoPanels(in, xs, layer.panels, j * in, step, from, sums, j);
      j += 2 * NR;
    }
    if (j < padded) {
      onePanel(in, xs, layer.panels, j * in, from, sums, j);
    }
    if (relu) {
      this.relu.run(padded, sums);
    }
    Scratch.write(layer.out(), sums, 0, y, yOffset);
  }

  /** Eight vectors of outputs. */
  private static void fourPanels(
      int in, float[] x, float[] w, int start, int step, float[] from, float[] sums, int first) {
    start &= MASK;
    step &= MASK;
    FloatVector c0 = load(from, first);
    FloatVector c1 = load(from, first + LENGTH);
    FloatVector c2 = load(from, first + 2 * LENGTH);
    FloatVector c3 = load(from, first + 3 * LENGTH);
    FloatVector c4 = load(from, first + 4 * LENGTH);
    FloatVector c5 = load(from, first + 5 * LENGTH);
    FloatVector c6 = load(from, first + 6 * LENGTH);
    FloatVector c7 = load(from, first + 7 * LENGTH);
    for (int p = 0; p < in; p++) {
      int q0 = start + p * NR;
      int q1 = q0 + step;
      int q2 = q1 + step;
      int q3 = q2 + step;
      FloatVector v = FloatVector.broadcast(F32, x[p]);
      c0 = v.fma(load(w, q0), c0);
      c1 = v.fma(load(w, q0 + LENGTH), c1);
      c2 = v.fma(load(w, q1), c2);
      c3 = v.fma(load(w, q1 + LENGTH), c3);
      c4 = v.fma(load(w, q2), c4);
      c5 = v.fma(load(w, q2 + LENGTH), c5);
      c6 = v.fma(load(w, q3), c6);
      c7 = v.fma(load(w, q3 + LENGTH), c7);
    }
    store(c0, sums, first);
    store(c1, sums, first + LENGTH);
    store(c2, sums, first + 2 * LENGTH);
    store(c3, sums, first + 3 * LENGTH);
    store(c4, sums, first + 4 * LENGTH);
    store(c5, sums, first + 5 * LENGTH);
    store(c6, sums, first + 6 * LENGTH);
    store(c7, sums, first + 7 * LENGTH);
  }

  /** Four vectors of outputs. */
  private static void twoPanels(
      int in, float[] x, float[] w, int start, int step, float[] from, float[] sums, int first) {
    start &= MASK;
    step &= MASK;
    FloatVector c0 = load(from, first);
    FloatVector c1 = load(from, first + LENGTH);
    FloatVector c2 = load(from, first + 2 * LENGTH);
    FloatVector c3 = load(from, first + 3 * LENGTH);
    for (int p = 0; p < in; p++) {
      int q0 = start + p * NR;
      int q1 = q0 + step;
      FloatVector v = FloatVector.broadcast(F32, x[p]);
      c0 = v.fma(load(w, q0), c0);
      c1 = v.fma(load(w, q0 + LENGTH), c1);
      c2 = v.fma(load(w, q1), c2);
      c3 = v.fma(load(w, q1 + LENGTH), c3);
    }
    store(c0, sums, first);
    store(c1, sums, first + LENGTH);
    store(c2, sums, first + 2 * LENGTH);
    store(c3, sums, first + 3 * LENGTH);
  }

  /** Two vectors of outputs. */
  private static void onePanel(
      int in, float[] x, float[] w, int start, float[] from, float[] sums, int first) {
    start &= MASK;
    FloatVector c0 = load(from, first);
    FloatVector c1 = load(from, first + LENGTH);
    for (int p = 0; p < in; p++) {
      int q0 = start + p * NR;
      FloatVector v = FloatVector.broadcast(F32, x[p]);
      c0 = v.fma(load(w, q0), c0);
      c1 = v.fma(load(w, q0 + LENGTH), c1);
    }
    store(c0, sums, first);
    store(c1, sums, first + LENGTH);
  }
}
