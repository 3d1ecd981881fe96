package dev.neurite.kernel.simd;

import static dev.neurite.kernel.simd.Blocking.NR;
import static dev.neurite.kernel.simd.Lanes.F32;
import static dev.neurite.kernel.simd.Lanes.LENGTH;
import static dev.neurite.kernel.simd.Lanes.PINNED;
import static jdk.incubator.vector.FloatVector.fromArray;

import java.lang.foreign.MemorySegment;
import jdk.incubator.vector.FloatVector;

/**
 * One row through a packed layer of single chains: outputs in lanes, x broadcast.
 *
 * <p>Up to four panels of two vectors advance together: eight chains hide the latency of fma (4
 * cycles, two a cycle).
 *
 * <p>All three loops end up in one compilation, with more nodes than C2 allows for inlining methods
 * of ours ({@link Loop}), so loads and stores are the JDK's: by {@link Lanes} a row of 4 → 32 was
 * boxed in some starts.
 */
final class RowPanels {
  static final int MASK = 0xfffffff; // as far as offsets into panels go: no index overflows

  private final Scratch row = new Scratch();
  private final Loop relu = Loop.ofArray(Scratch::relu);
  private final Scratch outputs = new Scratch();
  private final Scratch zeros = new Scratch(); // nobody writes into it

  /** y ← W·x + b, or max(0, ·) of that. */
  void row(
      SimdLayer layer, boolean relu, MemorySegment x, long xOffset, MemorySegment y, long yOffset) {
    float[] xs = row.vector(layer.in(), x, xOffset);
    float[] sums = outputs.atLeast(Blocking.padded(layer.out(), NR));
    row(layer, relu, xs, 0, sums);
    Scratch.write(layer.out(), sums, 0, y, yOffset);
  }

  /** The same, array to array: {@code sums} has room for whole panels. */
  void row(SimdLayer layer, boolean relu, float[] xs, int start, float[] sums) {
    int in = layer.in();
    int padded = Blocking.padded(layer.out(), NR);
    float[] from = layer.bias == null ? zeros.atLeast(padded) : layer.bias;
    int step = in * NR; // from panel to panel
    int j = 0;
    if (layer.aligned != null) {
      for (; j + AlignedRows.WIDTH <= layer.out(); j += AlignedRows.WIDTH) {
        AlignedRows.block(in, xs, start, layer.aligned, from, relu, sums, j);
      }
    }
    int done = j;
    for (; j + 4 * NR <= padded; j += 4 * NR) {
      fourPanels(in, xs, start, layer.panels, j * in, step, from, sums, j);
    }
    if (j + 2 * NR <= padded) {
      twoPanels(in, xs, start, layer.panels, j * in, step, from, sums, j);
      j += 2 * NR;
    }
    if (j < padded) {
      onePanel(in, xs, start, layer.panels, j * in, from, sums, j);
    }
    if (relu && done < padded) { // blocks have done it themselves
      this.relu.run(padded, sums);
    }
  }

  /** Eight vectors of outputs. */
  private static void fourPanels(
      int in,
      float[] x,
      int xStart,
      float[] w,
      int start,
      int step,
      float[] from,
      float[] sums,
      int first) {
    xStart &= MASK;
    start &= MASK;
    step &= MASK;
    FloatVector c0 = fromArray(F32, from, first);
    FloatVector c1 = fromArray(F32, from, first + LENGTH);
    FloatVector c2 = fromArray(F32, from, first + 2 * LENGTH);
    FloatVector c3 = fromArray(F32, from, first + 3 * LENGTH);
    FloatVector c4 = fromArray(F32, from, first + 4 * LENGTH);
    FloatVector c5 = fromArray(F32, from, first + 5 * LENGTH);
    FloatVector c6 = fromArray(F32, from, first + 6 * LENGTH);
    FloatVector c7 = fromArray(F32, from, first + 7 * LENGTH);
    for (int p = 0; p < in; p++) {
      int q0 = start + p * NR;
      int q1 = q0 + step;
      int q2 = q1 + step;
      int q3 = q2 + step;
      FloatVector v = FloatVector.broadcast(F32, x[xStart + p]);
      c0 = v.fma(fromArray(F32, w, q0), c0);
      c1 = v.fma(fromArray(F32, w, q0 + LENGTH), c1);
      c2 = v.fma(fromArray(F32, w, q1), c2);
      c3 = v.fma(fromArray(F32, w, q1 + LENGTH), c3);
      c4 = v.fma(fromArray(F32, w, q2), c4);
      c5 = v.fma(fromArray(F32, w, q2 + LENGTH), c5);
      c6 = v.fma(fromArray(F32, w, q3), c6);
      c7 = v.fma(fromArray(F32, w, q3 + LENGTH), c7);
    }
    PINNED.cast(c0).intoArray(sums, first);
    PINNED.cast(c1).intoArray(sums, first + LENGTH);
    PINNED.cast(c2).intoArray(sums, first + 2 * LENGTH);
    PINNED.cast(c3).intoArray(sums, first + 3 * LENGTH);
    PINNED.cast(c4).intoArray(sums, first + 4 * LENGTH);
    PINNED.cast(c5).intoArray(sums, first + 5 * LENGTH);
    PINNED.cast(c6).intoArray(sums, first + 6 * LENGTH);
    PINNED.cast(c7).intoArray(sums, first + 7 * LENGTH);
  }

  /** Four vectors of outputs. */
  private static void twoPanels(
      int in,
      float[] x,
      int xStart,
      float[] w,
      int start,
      int step,
      float[] from,
      float[] sums,
      int first) {
    xStart &= MASK;
    start &= MASK;
    step &= MASK;
    FloatVector c0 = fromArray(F32, from, first);
    FloatVector c1 = fromArray(F32, from, first + LENGTH);
    FloatVector c2 = fromArray(F32, from, first + 2 * LENGTH);
    FloatVector c3 = fromArray(F32, from, first + 3 * LENGTH);
    for (int p = 0; p < in; p++) {
      int q0 = start + p * NR;
      int q1 = q0 + step;
      FloatVector v = FloatVector.broadcast(F32, x[xStart + p]);
      c0 = v.fma(fromArray(F32, w, q0), c0);
      c1 = v.fma(fromArray(F32, w, q0 + LENGTH), c1);
      c2 = v.fma(fromArray(F32, w, q1), c2);
      c3 = v.fma(fromArray(F32, w, q1 + LENGTH), c3);
    }
    PINNED.cast(c0).intoArray(sums, first);
    PINNED.cast(c1).intoArray(sums, first + LENGTH);
    PINNED.cast(c2).intoArray(sums, first + 2 * LENGTH);
    PINNED.cast(c3).intoArray(sums, first + 3 * LENGTH);
  }

  /** Two vectors of outputs. */
  private static void onePanel(
      int in, float[] x, int xStart, float[] w, int start, float[] from, float[] sums, int first) {
    xStart &= MASK;
    start &= MASK;
    FloatVector c0 = fromArray(F32, from, first);
    FloatVector c1 = fromArray(F32, from, first + LENGTH);
    for (int p = 0; p < in; p++) {
      int q0 = start + p * NR;
      FloatVector v = FloatVector.broadcast(F32, x[xStart + p]);
      c0 = v.fma(fromArray(F32, w, q0), c0);
      c1 = v.fma(fromArray(F32, w, q0 + LENGTH), c1);
    }
    PINNED.cast(c0).intoArray(sums, first);
    PINNED.cast(c1).intoArray(sums, first + LENGTH);
  }
}
