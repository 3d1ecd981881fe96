package dev.neurite.kernel.scalar;

import static dev.neurite.kernel.Polynomials.*;

/**
 * exp, log, tanh, erf and their relatives: the steps that determine the bits.
 *
 * <p>{@link dev.neurite.kernel.Polynomials} has the plan and the coefficients, {@link
 * dev.neurite.kernel.Function} special values and errors.
 */
final class ScalarMath {
  private ScalarMath() {}

  /** eˣ. */
  static float exp(float x) {
    float bounded = x > EXP_HIGH ? EXP_HIGH : x;
    return expWithin(bounded < EXP_LOW ? EXP_LOW : bounded);
  }

  /** e^(−a) for a ≥ 0. */
  static float decay(float a) {
    return expWithin(-a < EXP_LOW ? EXP_LOW : -a);
  }

  /** eˣ for x within [−170, 89]. */
  static float expWithin(float x) {
    float rounded = round(x);
    return scale(1 + expm1Near(reduce(x, rounded)), rounded);
  }

  /** factor·e^(x + low), rounded once even where it is subnormal, for x within [−170, 89]. */
  static float scaledExp(float x, float low, float factor) {
    float rounded = round(x);
    return scale((1 + expm1Near(reduce(x, rounded) + low)) * factor, rounded);
  }

  /** eˣ − 1 for x ≤ 0. */
  static float expm1(float x) {
    float bounded = x < EXPM1_LOW ? EXPM1_LOW : x;
    float rounded = round(bounded);
    float power = power(rounded);
    return Math.fma(power, expm1Near(reduce(bounded, rounded)), power - 1);
  }

  /** A float whose lowest bits are n + 254, where eˣ = 2ⁿ·eʳ. */
  private static float round(float x) {
    return Math.fma(x, LOG2_E, ROUND);
  }

  /** r = x − n·ln 2. */
  private static float reduce(float x, float rounded) {
    float n = rounded - ROUND;
    return Math.fma(n, -LN2_LOW, Math.fma(n, -LN2_HIGH, x));
  }

  /** eʳ − 1 for |r| ≤ ln 2 / 2. */
  private static float expm1Near(float r) {
    float q = EXP_6;
    q = Math.fma(q, r, EXP_5);
    q = Math.fma(q, r, EXP_4);
    q = Math.fma(q, r, EXP_3);
    q = Math.fma(q, r, EXP_2);
    return Math.fma(r * r, q, r);
  }

  /** y·2ⁿ in two steps, of which only the second rounds. */
  private static float scale(float y, float rounded) {
    int n = Float.floatToRawIntBits(rounded);
    int half = n >>> 1;
    return y * factor(half) * factor(n - half);
  }

  /** 2ⁿ for n within [−126, 127]. */
  private static float power(float rounded) {
    return factor(Float.floatToRawIntBits(rounded) - 127);
  }

  /** The power of two with this biased exponent. */
  private static float factor(int exponent) {
    return Float.intBitsToFloat(exponent << FRACTION_BITS);
  }

  /** ln x. */
  static float log(float x) {
    if (x == 0) {
      return Float.NEGATIVE_INFINITY;
    }
    if (x < 0) {
      return Float.NaN;
    }
    if (!(x < Float.POSITIVE_INFINITY)) {
      return x;
    }
    boolean subnormal = x < Float.MIN_NORMAL;
    int bits = Float.floatToRawIntBits(subnormal ? x * LOG_SCALE : x) - LOG_SPLIT_BITS;
    float mantissa = Float.intBitsToFloat((bits & 0x7fffff) + LOG_SPLIT_BITS);
    return log((bits >> FRACTION_BITS) - (subnormal ? 23f : 0f), mantissa - 1);
  }

  /** ln(1 + u) for u in [0, 1]. */
  static float log1p(float u) {
    return u < 0.5f ? log(0, u) : log(1, Math.fma(0.5f, u, -0.5f));
  }

  /** k·ln 2 + ln(1 + f) for f in [−¼, ½]. */
  private static float log(float k, float f) {
    float q = LOG_10;
    q = Math.fma(q, f, LOG_9);
    q = Math.fma(q, f, LOG_8);
    q = Math.fma(q, f, LOG_7);
    q = Math.fma(q, f, LOG_6);
    q = Math.fma(q, f, LOG_5);
    q = Math.fma(q, f, LOG_4);
    q = Math.fma(q, f, LOG_3);
    q = Math.fma(q, f, LOG_2);
    return Math.fma(k, LN2_HIGH, f + Math.fma(k, LN2_LOW, f * f * q));
  }

  /** σ(x) = 1/(1 + e⁻ˣ), from e^(−|x|), which cannot overflow. */
  static float sigmoid(float x) {
    float e = decay(Math.abs(x));
    return (x >= 0 ? 1 : e) / (1 + e);
  }

  /** ln(1 + eˣ) = max(x, 0) + ln(1 + e^(−|x|)). */
  static float softplus(float x) {
    return (x > 0 ? x : 0) + log1p(decay(Math.abs(x)));
  }

  /** tanh x. */
  static float tanh(float x) {
    float a = Math.abs(x);
    return Math.copySign(a < TANH_SPLIT ? tanhNear(a) : tanhFar(a), x);
  }

  private static float tanhNear(float a) {
    float s = a * a;
    float q = TANH_5;
    q = Math.fma(q, s, TANH_4);
    q = Math.fma(q, s, TANH_3);
    q = Math.fma(q, s, TANH_2);
    q = Math.fma(q, s, TANH_1);
    return Math.fma(a * s, q, a);
  }

  private static float tanhFar(float a) {
    float x = 2 * (a > TANH_END ? TANH_END : a);
    float rounded = round(x);
    float e = (1 + expm1Near(reduce(x, rounded))) * power(rounded);
    return 1 - 2 / (e + 1);
  }

  /** erf x. */
  static float erf(float x) {
    float a = Math.abs(x);
    return Math.copySign(a < ERF_SPLIT ? erfNear(a) : erfFar(a), x);
  }

  private static float erfNear(float a) {
    float s = a * a;
    float q = ERF_6;
    q = Math.fma(q, s, ERF_5);
    q = Math.fma(q, s, ERF_4);
    q = Math.fma(q, s, ERF_3);
    q = Math.fma(q, s, ERF_2);
    q = Math.fma(q, s, ERF_1);
    q = Math.fma(q, s, ERF_0);
    return Math.fma(a, q, a);
  }

  private static float erfFar(float a) {
    float bounded = a > ERF_END ? ERF_END : a;
    return 1 - gaussian(bounded, -1, 2 * tail(bounded * SQRT_2));
  }

  /** The derivative of erf: 2/√π·e^(−x²). */
  static float erfSlope(float x) {
    float a = Math.abs(x);
    return gaussian(a > ERF_END ? ERF_END : a, -1, ERF_SLOPE);
  }

  /** x·Φ(x) = max(x, 0) − |x|·Φ(−|x|). */
  static float gelu(float x) {
    float a = Math.abs(x);
    float bounded = a > TAIL_END ? TAIL_END : a;
    float part = gaussian(bounded, -0.5f, bounded * tail(bounded));
    return x >= 0 ? x - part : -part;
  }

  /** The derivative of x·Φ(x): with a = |x|, (R(a) − a/√(2π))·e^(−a²/2) below 0, 1 − that above. */
  static float geluSlope(float x) {
    float a = Math.abs(x);
    float bounded = a > TAIL_END ? TAIL_END : a;
    float below = gaussian(bounded, -0.5f, Math.fma(-bounded, NORMAL_DENSITY, tail(bounded)));
    return x >= 0 ? 1 - below : below;
  }

  /** factor·e^(sign·a²), where sign is −1 or −½. */
  private static float gaussian(float a, float sign, float factor) {
    float square = a * a;
    return scaledExp(sign * square, sign * Math.fma(a, a, -square), factor);
  }

  /** R(a) = Φ(−a)·e^(a²/2) for a in [0, 15]. */
  private static float tail(float a) {
    float s = (a - TAIL_POLE) / (a + TAIL_POLE);
    float q = TAIL_10;
    q = Math.fma(q, s, TAIL_9);
    q = Math.fma(q, s, TAIL_8);
    q = Math.fma(q, s, TAIL_7);
    q = Math.fma(q, s, TAIL_6);
    q = Math.fma(q, s, TAIL_5);
    q = Math.fma(q, s, TAIL_4);
    q = Math.fma(q, s, TAIL_3);
    q = Math.fma(q, s, TAIL_2);
    q = Math.fma(q, s, TAIL_1);
    q = Math.fma(q, s, TAIL_0);
    return q;
  }
}
