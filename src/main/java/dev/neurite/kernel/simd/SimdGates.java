package dev.neurite.kernel.simd;

import static dev.neurite.kernel.Polynomials.*;
import static dev.neurite.kernel.simd.SimdMath.of;

import jdk.incubator.vector.FloatVector;

/** SiLU and the tanh form of GELU: the steps of the scalar twin on a vector of arguments. */
final class SimdGates {
  private SimdGates() {}

  static FloatVector silu(FloatVector x) {
    FloatVector a = SimdMath.bounded(x.abs(), SILU_END);
    return gate(x, a, a, of(0));
  }

  static FloatVector siluSlope(FloatVector x) {
    FloatVector a = SimdMath.bounded(x.abs(), SILU_END);
    return gateSlope(x, a, a, of(0), of(1));
  }

  static FloatVector geluTanh(FloatVector x) {
    FloatVector a = SimdMath.bounded(x.abs(), GELU_TANH_END);
    FloatVector factor = innerFactor(a);
    FloatVector v = a.mul(factor);
    return gate(x, a, v, innerLow(a, factor, v));
  }

  static FloatVector geluTanhSlope(FloatVector x) {
    FloatVector a = SimdMath.bounded(x.abs(), GELU_TANH_END);
    FloatVector factor = innerFactor(a);
    FloatVector v = a.mul(factor);
    FloatVector slope = of(GELU_SLOPE_3).fma(a.mul(a), of(GELU_1));
    return gateSlope(x, a, v, innerLow(a, factor, v), slope);
  }

  private static FloatVector innerFactor(FloatVector a) {
    return of(GELU_3_HIGH).fma(a.mul(a), of(GELU_1_HIGH));
  }

  private static FloatVector innerLow(FloatVector a, FloatVector factor, FloatVector v) {
    FloatVector square = a.mul(a);
    FloatVector high = of(GELU_3_HIGH);
    FloatVector lost = high.fma(square, of(GELU_1_HIGH).sub(factor));
    lost = high.fma(a.fma(a, square.neg()), lost);
    lost = of(GELU_3_LOW).fma(square, lost).add(GELU_1_LOW);
    return a.fma(lost, a.fma(factor, v.neg()));
  }

  private static FloatVector gate(FloatVector x, FloatVector a, FloatVector v, FloatVector low) {
    FloatVector rounded = SimdMath.round(v.neg());
    FloatVector series = SimdMath.series(v.neg(), low.neg(), rounded);
    FloatVector e = SimdMath.scale(series, rounded);
    FloatVector part = SimdMath.scale(series.mul(a), rounded);
    return part.neg().blend(x, SimdMath.notBelow(x, 0)).div(e.add(1));
  }

  private static FloatVector gateSlope(
      FloatVector x, FloatVector a, FloatVector v, FloatVector low, FloatVector slope) {
    FloatVector e = SimdMath.scaledExp(v.neg(), low.neg(), of(1));
    FloatVector above = of(1).div(e.add(1));
    FloatVector below = e.div(e.add(1));
    FloatVector sigma = below.blend(above, SimdMath.notBelow(x, 0));
    return SimdMath.withSign(a, x).mul(slope).fma(above.mul(below), sigma);
  }
}
