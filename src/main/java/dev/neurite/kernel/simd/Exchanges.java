package dev.neurite.kernel.simd;

import static dev.neurite.kernel.simd.Lanes.F32;
import static dev.neurite.kernel.simd.Lanes.LENGTH;

import java.util.function.IntUnaryOperator;
import jdk.incubator.vector.FloatVector;

/**
 * The two halves of an exchange between vectors a and b, by {@code selectFrom(a, b)}: what lies off
 * the diagonal of a square changes places.
 *
 * <p>FIRST_h has the lanes of a without bit h and, h lanes further, those of b; SECOND_h those with
 * bit h, of a h lanes earlier. A stage of h = LENGTH / 2, …, 1 over pairs of vectors i and i + h
 * transposes a square. For vectors of 16 lanes.
 */
final class Exchanges {
  static final FloatVector FIRST_8 = first(8);
  static final FloatVector FIRST_4 = first(4);
  static final FloatVector FIRST_2 = first(2);
  static final FloatVector FIRST_1 = first(1);
  static final FloatVector SECOND_8 = second(8);
  static final FloatVector SECOND_4 = second(4);
  static final FloatVector SECOND_2 = second(2);
  static final FloatVector SECOND_1 = second(1);

  private Exchanges() {}

  private static FloatVector first(int h) {
    return lanes(l -> (l & h) == 0 ? l : l - h + LENGTH);
  }

  private static FloatVector second(int h) {
    return lanes(l -> (l & h) == 0 ? l + h : l + LENGTH);
  }

  /** Lane l of the result is lane {@code from(l)} of two vectors, one behind the other. */
  private static FloatVector lanes(IntUnaryOperator from) {
    float[] lanes = new float[LENGTH];
    for (int l = 0; l < LENGTH; l++) {
      lanes[l] = from.applyAsInt(l) % (2 * LENGTH);
    }
    return FloatVector.fromArray(F32, lanes, 0);
  }
}
