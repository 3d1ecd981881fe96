package dev.neurite.kernel.scalar;

import static dev.neurite.kernel.Polynomials.SELU_SCALE;
import static dev.neurite.kernel.Polynomials.SELU_SCALE_ALPHA;

import dev.neurite.kernel.Function;

/** Each {@link Function} and its derivative at one point. */
final class ScalarFunctions {
  private ScalarFunctions() {}

  /** f(x). */
  static float value(Function f, float p, float x) {
    return switch (f) {
      case IDENTITY -> x;
      case STEP -> x >= 0 ? 1 : x < 0 ? 0 : x;
      case SIGMOID -> ScalarMath.sigmoid(x);
      case TANH -> ScalarMath.tanh(x);
      case LEAKY_RELU -> x <= 0 ? (p == 0 ? 0 : p * x) : x;
      case ELU -> x >= 0 ? x : p * ScalarMath.expm1(x);
      case SELU -> x >= 0 ? SELU_SCALE * x : SELU_SCALE_ALPHA * ScalarMath.expm1(x);
      case GELU -> ScalarMath.gelu(x);
      case GELU_TANH -> ScalarGates.geluTanh(x);
      case SOFTPLUS -> ScalarMath.softplus(x);
      case SILU -> ScalarGates.silu(x);
      case EXP -> ScalarMath.exp(x);
      case LOG -> ScalarMath.log(x);
      case ERF -> ScalarMath.erf(x);
    };
  }

  /** f′(x)·dy, where y = f(x). */
  static float backward(Function f, float p, float x, float y, float dy) {
    return switch (f) {
      case IDENTITY -> dy;
      case STEP -> 0;
      case SIGMOID -> y * (1 - y) * dy;
      case TANH -> Math.fma(-y, y, 1) * dy;
      case LEAKY_RELU -> x <= 0 ? (p == 0 ? 0 : p * dy) : dy;
      case ELU -> x > 0 ? dy : (y + p) * dy;
      case SELU -> (x > 0 ? SELU_SCALE : y + SELU_SCALE_ALPHA) * dy;
      case GELU -> ScalarMath.geluSlope(x) * dy;
      case GELU_TANH -> ScalarGates.geluTanhSlope(x) * dy;
      case SOFTPLUS -> ScalarMath.sigmoid(x) * dy;
      case SILU -> ScalarGates.siluSlope(x) * dy;
      case EXP -> y * dy;
      case LOG -> dy / x;
      case ERF -> ScalarMath.erfSlope(x) * dy;
    };
  }
}
