package dev.neurite.kernel.simd;

import static dev.neurite.kernel.Polynomials.*;
import static dev.neurite.kernel.simd.Lanes.F32;
import static dev.neurite.kernel.simd.Lanes.PINNED;
import static jdk.incubator.vector.FloatVector.broadcast;
import static jdk.incubator.vector.VectorOperators.LSHR;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.IntVector;
import jdk.incubator.vector.VectorMask;

/** SiLU and the tanh form of GELU: the steps of the scalar twin on a vector of arguments. */
final class SimdGates {
  private SimdGates() {}

  static FloatVector silu(FloatVector x) {
    x = PINNED.cast(x);
    FloatVector a = SimdMath.bounded(x.abs(), SILU_END);
    return gate(x, a, a, broadcast(F32, 0f));
  }

  static FloatVector siluSlope(FloatVector x) {
    x = PINNED.cast(x);
    FloatVector a = SimdMath.bounded(x.abs(), SILU_END);
    return gateSlope(x, a, broadcast(F32, 0f), SimdMath.sign(x).mul(a));
  }

  /** c₁ + c₃·a², rounded. */
  static FloatVector innerFactor(FloatVector a) {
    a = PINNED.cast(a);
    return broadcast(F32, GELU_3_HIGH).fma(a.mul(a), broadcast(F32, GELU_1_HIGH));
  }

  /** What {@code v} = a·factor lacks of c₁·a + c₃·a³. */
  static FloatVector innerLow(FloatVector a, FloatVector factor, FloatVector v) {
    a = PINNED.cast(a);
    factor = PINNED.cast(factor);
    v = PINNED.cast(v);
    FloatVector square = a.mul(a);
    FloatVector high = broadcast(F32, GELU_3_HIGH);
    FloatVector lost = high.fma(square, broadcast(F32, GELU_1_HIGH).sub(factor));
    lost = high.fma(a.fma(a, square.neg()), lost);
    lost = broadcast(F32, GELU_3_LOW).fma(square, lost).add(GELU_1_LOW);
    return a.fma(lost, a.fma(factor, v.neg()));
  }

  /** x·σ(v) for a = |x| and v + low = v(a). */
  static FloatVector gate(FloatVector x, FloatVector a, FloatVector v, FloatVector low) {
    x = PINNED.cast(x);
    a = PINNED.cast(a);
    v = PINNED.cast(v);
    low = PINNED.cast(low);
    VectorMask<Float> notBelow = SimdMath.notBelow(x, 0);
    FloatVector rounded = SimdMath.round(v.neg());
    FloatVector series = SimdMath.series(v.neg(), low.neg(), rounded);
    IntVector n = rounded.reinterpretAsInts();
    IntVector half = n.lanewise(LSHR, 1);
    FloatVector first = SimdMath.factor(half);
    FloatVector second = SimdMath.factor(n.sub(half));
    FloatVector e = series.mul(first).mul(second);
    FloatVector part = series.mul(a).mul(first).mul(second);
    return part.neg().blend(x, notBelow).div(e.add(1));
  }

  /** σ(v) + x·v′·σ(v)·σ(−v) for v + low = v(|x|), steepness = x·v′. */
  static FloatVector gateSlope(
      FloatVector x, FloatVector v, FloatVector low, FloatVector steepness) {
    x = PINNED.cast(x);
    v = PINNED.cast(v);
    low = PINNED.cast(low);
    steepness = PINNED.cast(steepness);
    VectorMask<Float> notBelow = SimdMath.notBelow(x, 0);
    FloatVector rounded = SimdMath.round(v.neg());
    FloatVector e = SimdMath.scale(SimdMath.series(v.neg(), low.neg(), rounded), rounded);
    FloatVector sum = e.add(1);
    FloatVector below = e.div(sum);
    FloatVector above = broadcast(F32, 1f).div(sum);
    return steepness.fma(above.mul(below), below.blend(above, notBelow));
  }
}
