package dev.neurite.kernel.simd;

import static dev.neurite.kernel.Polynomials.*;
import static dev.neurite.kernel.simd.Lanes.F32;
import static dev.neurite.kernel.simd.Lanes.PINNED;
import static jdk.incubator.vector.FloatVector.broadcast;
import static jdk.incubator.vector.VectorOperators.ASHR;
import static jdk.incubator.vector.VectorOperators.I2F;
import static jdk.incubator.vector.VectorOperators.IS_NAN;
import static jdk.incubator.vector.VectorOperators.LSHL;
import static jdk.incubator.vector.VectorOperators.LSHR;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.IntVector;
import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorOperators;

/**
 * exp, log, tanh, erf and their relatives: the steps of the scalar twin on a vector of arguments.
 */
final class SimdMath {
  private static final int SIGN = 0x80000000;
  private static final int ONE = 0x3f800000; // the bits of 1f

  private SimdMath() {}

  /** eˣ. */
  static FloatVector exp(FloatVector x) {
    x = PINNED.cast(x);
    FloatVector bounded = bounded(x, EXP_HIGH);
    return expWithin(bounded.blend(EXP_LOW, bounded.lt(EXP_LOW)));
  }

  /** e^(−a) for a ≥ 0. */
  static FloatVector decay(FloatVector a) {
    a = PINNED.cast(a);
    FloatVector x = a.neg();
    return expWithin(x.blend(EXP_LOW, x.lt(EXP_LOW)));
  }

  /** eˣ for x within [−170, 89]. */
  static FloatVector expWithin(FloatVector x) {
    x = PINNED.cast(x);
    FloatVector rounded = round(x);
    return scale(expm1Near(reduce(x, rounded)).add(1), rounded);
  }

  /** factor·e^(x + low), rounded once even where it is subnormal, for x within [−170, 89]. */
  static FloatVector scaledExp(FloatVector x, FloatVector low, FloatVector factor) {
    x = PINNED.cast(x);
    low = PINNED.cast(low);
    factor = PINNED.cast(factor);
    FloatVector rounded = round(x);
    return scale(series(x, low, rounded).mul(factor), rounded);
  }

  /** eʳ of e^(x + low) = 2ⁿ·eʳ. */
  static FloatVector series(FloatVector x, FloatVector low, FloatVector rounded) {
    x = PINNED.cast(x);
    low = PINNED.cast(low);
    rounded = PINNED.cast(rounded);
    return expm1Near(reduce(x, rounded).add(low)).add(1);
  }

  /** eˣ − 1 for x ≤ 0. */
  static FloatVector expm1(FloatVector x) {
    x = PINNED.cast(x);
    FloatVector bounded = x.blend(EXPM1_LOW, x.lt(EXPM1_LOW));
    FloatVector rounded = round(bounded);
    FloatVector power = power(rounded);
    return power.fma(expm1Near(reduce(bounded, rounded)), power.sub(1));
  }

  /** A float whose lowest bits are n + 254, where eˣ = 2ⁿ·eʳ. */
  static FloatVector round(FloatVector x) {
    x = PINNED.cast(x);
    return x.fma(broadcast(F32, LOG2_E), broadcast(F32, ROUND));
  }

  private static FloatVector reduce(FloatVector x, FloatVector rounded) {
    x = PINNED.cast(x);
    rounded = PINNED.cast(rounded);
    FloatVector n = rounded.sub(ROUND);
    return n.fma(broadcast(F32, -LN2_LOW), n.fma(broadcast(F32, -LN2_HIGH), x));
  }

  private static FloatVector expm1Near(FloatVector r) {
    r = PINNED.cast(r);
    FloatVector q = broadcast(F32, EXP_6);
    q = q.fma(r, broadcast(F32, EXP_5));
    q = q.fma(r, broadcast(F32, EXP_4));
    q = q.fma(r, broadcast(F32, EXP_3));
    q = q.fma(r, broadcast(F32, EXP_2));
    return r.mul(r).fma(q, r);
  }

  /** y·2ⁿ in two steps, of which only the second rounds. */
  static FloatVector scale(FloatVector y, FloatVector rounded) {
    y = PINNED.cast(y);
    rounded = PINNED.cast(rounded);
    IntVector n = rounded.reinterpretAsInts();
    IntVector half = n.lanewise(LSHR, 1);
    return y.mul(factor(half)).mul(factor(n.sub(half)));
  }

  private static FloatVector power(FloatVector rounded) {
    rounded = PINNED.cast(rounded);
    return factor(rounded.reinterpretAsInts().sub(127));
  }

  /** The power of two with this biased exponent. */
  static FloatVector factor(IntVector exponent) {
    return exponent.lanewise(LSHL, FRACTION_BITS).reinterpretAsFloats();
  }

  /** ln x. */
  static FloatVector log(FloatVector x) {
    x = PINNED.cast(x);
    VectorMask<Float> subnormal = x.lt(Float.MIN_NORMAL);
    IntVector bits = x.blend(x.mul(LOG_SCALE), subnormal).reinterpretAsInts().sub(LOG_SPLIT_BITS);
    FloatVector mantissa = bits.and(0x7fffff).add(LOG_SPLIT_BITS).reinterpretAsFloats();
    FloatVector k =
        (FloatVector) bits.lanewise(ASHR, FRACTION_BITS).convertShape(I2F, Lanes.F32, 0);
    FloatVector y = log(k.sub(broadcast(F32, 0f).blend(23, subnormal)), mantissa.sub(1));
    return y.blend(x, x.test(IS_NAN).or(x.eq(Float.POSITIVE_INFINITY)))
        .blend(Float.NaN, x.lt(0))
        .blend(Float.NEGATIVE_INFINITY, x.eq(0));
  }

  /** ln(1 + u) for u in [0, 1]. */
  static FloatVector log1p(FloatVector u) {
    u = PINNED.cast(u);
    VectorMask<Float> small = u.lt(0.5f);
    return log(
        broadcast(F32, 1f).blend(0, small),
        u.fma(broadcast(F32, 0.5f), broadcast(F32, -0.5f)).blend(u, small));
  }

  private static FloatVector log(FloatVector k, FloatVector f) {
    k = PINNED.cast(k);
    f = PINNED.cast(f);
    FloatVector q = broadcast(F32, LOG_10);
    q = q.fma(f, broadcast(F32, LOG_9));
    q = q.fma(f, broadcast(F32, LOG_8));
    q = q.fma(f, broadcast(F32, LOG_7));
    q = q.fma(f, broadcast(F32, LOG_6));
    q = q.fma(f, broadcast(F32, LOG_5));
    q = q.fma(f, broadcast(F32, LOG_4));
    q = q.fma(f, broadcast(F32, LOG_3));
    q = q.fma(f, broadcast(F32, LOG_2));
    FloatVector low = k.fma(broadcast(F32, LN2_LOW), f.mul(f).mul(q));
    return k.fma(broadcast(F32, LN2_HIGH), f.add(low));
  }

  /** σ(x) = 1/(1 + e⁻ˣ). */
  static FloatVector sigmoid(FloatVector x) {
    x = PINNED.cast(x);
    FloatVector e = decay(x.abs());
    return e.blend(1, notBelow(x, 0)).div(e.add(1));
  }

  /** tanh x. */
  static FloatVector tanh(FloatVector x) {
    x = PINNED.cast(x);
    FloatVector a = x.abs();
    FloatVector sign = sign(x);
    return tanhFar(a).blend(tanhNear(a), a.lt(TANH_SPLIT)).mul(sign);
  }

  private static FloatVector tanhNear(FloatVector a) {
    a = PINNED.cast(a);
    FloatVector s = a.mul(a);
    FloatVector q = broadcast(F32, TANH_5);
    q = q.fma(s, broadcast(F32, TANH_4));
    q = q.fma(s, broadcast(F32, TANH_3));
    q = q.fma(s, broadcast(F32, TANH_2));
    q = q.fma(s, broadcast(F32, TANH_1));
    return a.mul(s).fma(q, a);
  }

  private static FloatVector tanhFar(FloatVector a) {
    a = PINNED.cast(a);
    FloatVector x = bounded(a, TANH_END).mul(2);
    FloatVector rounded = round(x);
    FloatVector e = expm1Near(reduce(x, rounded)).add(1).mul(power(rounded));
    return broadcast(F32, 1f).sub(broadcast(F32, 2f).div(e.add(1)));
  }

  /** erf a for a in [0, 1]. */
  static FloatVector erfNear(FloatVector a) {
    a = PINNED.cast(a);
    FloatVector s = a.mul(a);
    FloatVector q = broadcast(F32, ERF_6);
    q = q.fma(s, broadcast(F32, ERF_5));
    q = q.fma(s, broadcast(F32, ERF_4));
    q = q.fma(s, broadcast(F32, ERF_3));
    q = q.fma(s, broadcast(F32, ERF_2));
    q = q.fma(s, broadcast(F32, ERF_1));
    q = q.fma(s, broadcast(F32, ERF_0));
    return a.fma(q, a);
  }

  /** factor·e^(sign·a²), where sign is −1 or −½. */
  static FloatVector gaussian(FloatVector a, float sign, FloatVector factor) {
    a = PINNED.cast(a);
    factor = PINNED.cast(factor);
    FloatVector square = a.mul(a);
    return scaledExp(square.mul(sign), a.fma(a, square.neg()).mul(sign), factor);
  }

  /** R(a) = Φ(−a)·e^(a²/2) for a in [0, 15]. */
  static FloatVector tail(FloatVector a) {
    a = PINNED.cast(a);
    FloatVector s = a.sub(TAIL_POLE).div(a.add(TAIL_POLE));
    FloatVector q = broadcast(F32, TAIL_10);
    q = q.fma(s, broadcast(F32, TAIL_9));
    q = q.fma(s, broadcast(F32, TAIL_8));
    q = q.fma(s, broadcast(F32, TAIL_7));
    q = q.fma(s, broadcast(F32, TAIL_6));
    q = q.fma(s, broadcast(F32, TAIL_5));
    q = q.fma(s, broadcast(F32, TAIL_4));
    q = q.fma(s, broadcast(F32, TAIL_3));
    q = q.fma(s, broadcast(F32, TAIL_2));
    q = q.fma(s, broadcast(F32, TAIL_1));
    q = q.fma(s, broadcast(F32, TAIL_0));
    return q;
  }

  /** min(a, end), where NaN stays. */
  static FloatVector bounded(FloatVector a, float end) {
    a = PINNED.cast(a);
    return a.blend(end, above(a, end));
  }

  /** 1 with the sign of x. */
  static FloatVector sign(FloatVector x) {
    x = PINNED.cast(x);
    IntVector sign = x.reinterpretAsInts().and(SIGN);
    return sign.or(ONE).reinterpretAsFloats();
  }

  /** Where x > c. */
  static VectorMask<Float> above(FloatVector x, float c) {
    x = PINNED.cast(x);
    return x.compare(VectorOperators.GT, c);
  }

  /** Where x ≥ c. */
  static VectorMask<Float> notBelow(FloatVector x, float c) {
    x = PINNED.cast(x);
    return x.compare(VectorOperators.GE, c);
  }

  /** Where x ≤ c. */
  static VectorMask<Float> notAbove(FloatVector x, float c) {
    x = PINNED.cast(x);
    return x.compare(VectorOperators.LE, c);
  }
}
