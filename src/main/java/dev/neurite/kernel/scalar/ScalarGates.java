package dev.neurite.kernel.scalar;

import static dev.neurite.kernel.Polynomials.*;

/**
 * Functions of the form x·σ(v(x)), with v odd and rising: SiLU, where v = x, and the tanh form of
 * GELU, where v = c₁·x + c₃·x³, since ½·(1 + tanh(v/2)) = σ(v).
 *
 * <p>With a = |x| and e = e^(−v(a)), x·σ(v) is a/(1 + e) above 0 and −a·e/(1 + e) below, where a·e
 * is rounded once even where e is subnormal.
 */
final class ScalarGates {
  private ScalarGates() {}

  static float silu(float x) {
    float a = bounded(x, SILU_END);
    return gate(x, a, a, 0);
  }

  static float siluSlope(float x) {
    float a = bounded(x, SILU_END);
    return gateSlope(x, a, a, 0, 1);
  }

  static float geluTanh(float x) {
    float a = bounded(x, GELU_TANH_END);
    float factor = innerFactor(a);
    float v = a * factor;
    return gate(x, a, v, innerLow(a, factor, v));
  }

  static float geluTanhSlope(float x) {
    float a = bounded(x, GELU_TANH_END);
    float factor = innerFactor(a);
    float v = a * factor;
    return gateSlope(x, a, v, innerLow(a, factor, v), Math.fma(GELU_SLOPE_3, a * a, GELU_1));
  }

  private static float bounded(float x, float end) {
    float a = Math.abs(x);
    return a > end ? end : a;
  }

  /** c₁ + c₃·a², rounded. */
  private static float innerFactor(float a) {
    return Math.fma(GELU_3_HIGH, a * a, GELU_1_HIGH);
  }

  /** What {@code v} = a·factor lacks of c₁·a + c₃·a³. */
  private static float innerLow(float a, float factor, float v) {
    float square = a * a;
    float lost = Math.fma(GELU_3_HIGH, square, GELU_1_HIGH - factor);
    lost = Math.fma(GELU_3_HIGH, Math.fma(a, a, -square), lost);
    lost = Math.fma(GELU_3_LOW, square, lost) + GELU_1_LOW;
    return Math.fma(a, lost, Math.fma(a, factor, -v));
  }

  private static float gate(float x, float a, float v, float low) {
    float e = ScalarMath.scaledExp(-v, -low, 1);
    float part = ScalarMath.scaledExp(-v, -low, a);
    return (x >= 0 ? x : -part) / (1 + e);
  }

  /** σ(v) + x·v′·σ(v)·σ(−v). */
  private static float gateSlope(float x, float a, float v, float low, float slope) {
    float e = ScalarMath.scaledExp(-v, -low, 1);
    float above = 1 / (1 + e);
    float below = e / (1 + e);
    return Math.fma(Math.copySign(a, x) * slope, above * below, x >= 0 ? above : below);
  }
}
