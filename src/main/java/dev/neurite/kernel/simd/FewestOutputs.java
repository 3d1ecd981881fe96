package dev.neurite.kernel.simd;

import static dev.neurite.kernel.simd.Lanes.F32;
import static dev.neurite.kernel.simd.Lanes.LENGTH;
import static java.lang.foreign.ValueLayout.JAVA_FLOAT;
import static jdk.incubator.vector.FloatVector.broadcast;
import static jdk.incubator.vector.FloatVector.fromArray;

import dev.neurite.kernel.Elementwise;
import dev.neurite.kernel.Function;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import jdk.incubator.vector.FloatVector;

/**
 * One row through a packed layer of 1 to 4 outputs, in the order of 64 lanes, array to array.
 *
 * <p>Each output fills a vector while it is activated: a single element that is stored and read as
 * a part of a vector takes longer than the function.
 */
final class FewestOutputs {
  private static final int MOST = 4; // outputs

  private final Elementwise elementwise;
  private final Sums sums = new Sums();
  private final Loop one = Loop.ofDot(FewestOutputs::one);
  private final Loop two = Loop.ofDot(FewestOutputs::two);
  private final float[] row = new float[2 * LENGTH];
  private final MemorySegment vectors = Arena.ofAuto().allocate(4L * MOST * LENGTH, 64);
  private MemorySegment memory = MemorySegment.NULL;

  FewestOutputs(Elementwise elementwise) {
    this.elementwise = elementwise;
  }

  /** y ← f(W·x + b). */
  void row(SimdLayer layer, Function f, float parameter, float[] x, int xOffset, float[] y) {
    int out = layer.out();
    if (ShortRows.serves(layer.in())) {
      shortDots(layer, x, xOffset);
    } else {
      dots(layer, x, xOffset);
    }
    if (f != Function.IDENTITY) {
      elementwise.activate(f, parameter, out * LENGTH, vectors, 0, vectors, 0);
    }
    for (int j = 0; j < out; j++) {
      y[j] = vectors.getAtIndex(JAVA_FLOAT, j * LENGTH);
    }
  }

  private void shortDots(SimdLayer layer, float[] x, int xOffset) {
    int in = layer.in();
    if (x.length - xOffset < 2 * LENGTH) { // vectors would reach beyond
      System.arraycopy(x, xOffset, row, 0, in);
      x = row;
      xOffset = 0;
    }
    Loop loop = in <= LENGTH ? one : two;
    for (int j = 0; j < layer.out(); j++) {
      // −0 added to anything changes no bit
      float bias = layer.biased() ? layer.b.getAtIndex(JAVA_FLOAT, j) : -0f;
      loop.run(in, bias, x, xOffset, layer.w, (long) j * in, vectors, (long) j * LENGTH);
    }
  }

  private void dots(SimdLayer layer, float[] x, int xOffset) {
    int in = layer.in();
    if (memory.byteSize() < 4L * in) {
      memory = Arena.ofAuto().allocate(4L * in, 64);
    }
    Scratch.write(in, x, xOffset, memory, 0);
    for (int j = 0; j < layer.out(); j++) {
      float sum = sums.dot(in, memory, 0, layer.w, (long) j * in);
      float z = layer.biased() ? sum + layer.b.getAtIndex(JAVA_FLOAT, j) : sum;
      for (int i = 0; i < LENGTH; i++) {
        vectors.setAtIndex(JAVA_FLOAT, j * LENGTH + i, z);
      }
    }
  }

  /** y ← Σ x·w + bias in every lane, of n ≤ LENGTH elements. */
  private static void one(
      int n,
      float bias,
      float[] x,
      int start,
      MemorySegment w,
      long wOffset,
      MemorySegment y,
      long yOffset) {
    FloatVector products = fromArray(F32, x, start).mul(Lanes.load(w, wOffset));
    FloatVector terms = broadcast(F32, 0f).blend(products, RowLoops.below(n)).add(0);
    Lanes.store(Halving.sum(terms).add(bias), y, yOffset);
  }

  /** The same of LENGTH < n ≤ 2·LENGTH elements. */
  private static void two(
      int n,
      float bias,
      float[] x,
      int start,
      MemorySegment w,
      long wOffset,
      MemorySegment y,
      long yOffset) {
    FloatVector products = fromArray(F32, x, start).mul(Lanes.load(w, wOffset)).add(0);
    FloatVector more = fromArray(F32, x, start + LENGTH).mul(Lanes.load(w, wOffset + LENGTH));
    FloatVector rest = broadcast(F32, 0f).blend(more, RowLoops.below(n - LENGTH)).add(0);
    Lanes.store(Halving.sum(products.add(rest)).add(bias), y, yOffset);
  }
}
