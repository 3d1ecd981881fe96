package dev.neurite.kernel;

/** Each {@link Function} and its derivative in double, and distances in units in the last place. */
final class FunctionOracle {
  private static final double SELU_SCALE = 1.0507009873554805;
  private static final double SELU_ALPHA = 1.6732632423543772;
  private static final double GELU_1 = 2 * Math.sqrt(2 / Math.PI);
  private static final double GELU_3 = 0.044715 * GELU_1;

  private FunctionOracle() {}

  /** f(x). */
  static double value(Function f, double p, double x) {
    return switch (f) {
      case IDENTITY -> x;
      case STEP -> x >= 0 ? 1 : x < 0 ? 0 : x;
      case SIGMOID -> sigmoid(x);
      case TANH -> StrictMath.tanh(x);
      case LEAKY_RELU -> x > 0 ? x : p == 0 && x <= 0 ? 0 : p * x;
      case ELU -> x >= 0 ? x : p * StrictMath.expm1(x);
      case SELU -> SELU_SCALE * (x >= 0 ? x : SELU_ALPHA * StrictMath.expm1(x));
      case GELU -> x < -40 ? -0.0 : x * NormalOracle.phi(x);
      case GELU_TANH -> gate(x, inner(x));
      case SOFTPLUS -> Math.max(x, 0) + StrictMath.log1p(StrictMath.exp(-Math.abs(x)));
      case SILU -> gate(x, x);
      case EXP -> StrictMath.exp(x);
      case LOG -> StrictMath.log(x);
      case ERF -> NormalOracle.erf(x);
    };
  }

  /** f′(x). */
  static double slope(Function f, double p, double x) {
    return switch (f) {
      case IDENTITY -> 1;
      case STEP -> 0;
      case SIGMOID, SOFTPLUS -> f == Function.SOFTPLUS ? sigmoid(x) : sigmoid(x) * sigmoid(-x);
      case TANH -> 1 - StrictMath.tanh(x) * StrictMath.tanh(x);
      case LEAKY_RELU -> x <= 0 ? p : 1;
      case ELU -> x > 0 ? 1 : p * StrictMath.exp(x);
      case SELU -> SELU_SCALE * (x > 0 ? 1 : SELU_ALPHA * StrictMath.exp(x));
      case GELU -> geluSlope(x);
      case GELU_TANH -> gateSlope(x, inner(x), GELU_1 + 3 * GELU_3 * x * x);
      case SILU -> gateSlope(x, x, 1);
      case EXP -> StrictMath.exp(x);
      case LOG -> 1 / x;
      case ERF -> 2 / Math.sqrt(Math.PI) * StrictMath.exp(-x * x);
    };
  }

  private static double sigmoid(double x) {
    double e = StrictMath.exp(-Math.abs(x));
    return (x >= 0 ? 1 : e) / (1 + e);
  }

  private static double inner(double x) {
    return x * (GELU_1 + GELU_3 * x * x);
  }

  private static double gate(double x, double v) {
    return v < -700 ? -0.0 : x * sigmoid(v);
  }

  private static double gateSlope(double x, double v, double slope) {
    return Math.abs(v) > 700 ? (v > 0 ? 1 : 0) : sigmoid(v) + x * slope * sigmoid(v) * sigmoid(-v);
  }

  private static double geluSlope(double x) {
    double density = StrictMath.exp(-x * x / 2) / Math.sqrt(2 * Math.PI);
    return NormalOracle.phi(x) + (Math.abs(x) < 40 ? x * density : 0);
  }

  /**
   * |got − exact| in units in the last place of a float at {@code exact}: 2⁻¹⁴⁹ among subnormals; ∞
   * counts as 2¹²⁸. 0 for two NaN, ∞ if only one is.
   */
  static double ulps(float got, double exact) {
    if (Float.isNaN(got) || Double.isNaN(exact)) {
      return Float.isNaN(got) == Double.isNaN(exact) ? 0 : Double.POSITIVE_INFINITY;
    }
    double limit = 0x1p128;
    double e = Math.clamp(exact, -limit, limit);
    double g = Math.clamp((double) got, -limit, limit);
    int exponent = Math.clamp(Math.getExponent(e), Float.MIN_EXPONENT, Float.MAX_EXPONENT);
    return Math.abs(g - e) / Math.scalb(1.0, exponent - 23);
  }
}
