package dev.neurite.kernel.simd;

import static dev.neurite.kernel.simd.Lanes.F32;
import static dev.neurite.kernel.simd.Lanes.LENGTH;
import static dev.neurite.kernel.simd.Lanes.PINNED;
import static jdk.incubator.vector.VectorOperators.GT;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorShuffle;

/**
 * One vector halved in registers: lane j and lane j + LENGTH / 2, then a quarter, …, 1 are joined.
 *
 * <p>Vectors are rotated rather than shifted, so every lane ends with the result. It is the same in
 * all of them, as an addition has the same sum either way round.
 */
final class Halving {
  private static final VectorShuffle<Float> BY_8 = rotation(8);
  private static final VectorShuffle<Float> BY_4 = rotation(4);
  private static final VectorShuffle<Float> BY_2 = rotation(2);
  private static final VectorShuffle<Float> BY_1 = rotation(1);

  private Halving() {}

  /** The sum, in every lane. */
  static FloatVector sum(FloatVector v) {
    v = PINNED.cast(v);
    if (LENGTH > 8) {
      v = v.add(v.rearrange(BY_8));
    }
    if (LENGTH > 4) {
      v = v.add(v.rearrange(BY_4));
    }
    v = v.add(v.rearrange(BY_2));
    return v.add(v.rearrange(BY_1));
  }

  /** The largest, in every lane; a NaN may be passed over. */
  static FloatVector max(FloatVector v) {
    v = PINNED.cast(v);
    if (LENGTH > 8) {
      v = larger(v, v.rearrange(BY_8));
    }
    if (LENGTH > 4) {
      v = larger(v, v.rearrange(BY_4));
    }
    v = larger(v, v.rearrange(BY_2));
    return larger(v, v.rearrange(BY_1));
  }

  /** b where it is larger than a, otherwise a. */
  static FloatVector larger(FloatVector a, FloatVector b) {
    a = PINNED.cast(a);
    b = PINNED.cast(b);
    return a.blend(b, b.compare(GT, a));
  }

  private static VectorShuffle<Float> rotation(int step) {
    return VectorShuffle.iota(F32, step % LENGTH, 1, true);
  }
}
