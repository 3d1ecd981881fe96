package dev.neurite.kernel.simd;

import static dev.neurite.kernel.simd.Lanes.F32;
import static dev.neurite.kernel.simd.Lanes.LENGTH;
import static jdk.incubator.vector.FloatVector.broadcast;
import static jdk.incubator.vector.FloatVector.fromArray;

import jdk.incubator.vector.FloatVector;

/**
 * The softmax of one row that fits into a vector, array to array, in registers but for one array in
 * between: C2 does not inline all of it into one method ({@link Loop}).
 */
final class SoftmaxRow {
  private final Loop exponentials = Loop.ofRow(SoftmaxRow::exponentials);
  private final Loop normalise = Loop.ofRow(SoftmaxRow::normalise);
  private final float[] powers = new float[LENGTH];

  /** True if rows of so many elements are served here. */
  static boolean serves(int columns) {
    return 0 < columns && columns <= LENGTH;
  }

  /** y ← softmax(x), where x has a whole vector. */
  void run(int columns, float[] x, float[] y, int yOffset) {
    exponentials.run(columns, x, powers);
    normalise.run(columns, powers, powers);
    System.arraycopy(powers, 0, y, yOffset, columns);
  }

  /** y ← e^(x − m). */
  private static void exponentials(int columns, float[] x, float[] y) {
    FloatVector v = fromArray(F32, x, 0);
    FloatVector max =
        Halving.max(broadcast(F32, Float.NEGATIVE_INFINITY).blend(v, RowLoops.below(columns)));
    Lanes.store(SimdMath.exp(v.sub(max)), y, 0);
  }

  /** y ← x / Σ x. */
  private static void normalise(int columns, float[] x, float[] y) {
    FloatVector v = fromArray(F32, x, 0);
    FloatVector terms = broadcast(F32, 0f).blend(v, RowLoops.below(columns)).add(0);
    Lanes.store(v.div(Halving.sum(terms)), y, 0);
  }
}
