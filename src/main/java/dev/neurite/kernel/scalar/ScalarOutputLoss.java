package dev.neurite.kernel.scalar;

import dev.neurite.kernel.OutputLoss;

/** Each {@link OutputLoss} and its derivative by z at one point. */
final class ScalarOutputLoss {
  private ScalarOutputLoss() {}

  /** ℓ(z, t). */
  static float value(OutputLoss loss, float p, float z, float t) {
    return switch (loss) {
      case SIGMOID_CROSS_ENTROPY -> crossEntropy(z, t);
      case HINGE -> margin(z, t);
      case SQUARED_HINGE -> square(margin(z, t));
      case SQUARED_ERROR -> square(z - t);
      case ABSOLUTE_ERROR -> Math.abs(z - t);
      case HUBER -> huber(z - t, p);
    };
  }

  /** ℓ′(z, t). */
  static float slope(OutputLoss loss, float p, float z, float t) {
    return switch (loss) {
      case SIGMOID_CROSS_ENTROPY -> ScalarMath.sigmoid(z) - t;
      case HINGE -> hingeSlope(margin(z, t), t);
      case SQUARED_HINGE -> -2 * t * margin(z, t);
      case SQUARED_ERROR -> 2 * (z - t);
      case ABSOLUTE_ERROR -> Math.signum(z - t);
      case HUBER -> clamp(z - t, p);
    };
  }

  /** max(0, x). */
  static float positivePart(float x) {
    return x <= 0 ? 0 : x;
  }

  /** 1 where x is positive, 0 where it is 0; x is never negative. */
  static float indicator(float x) {
    return x > 0 ? 1 : x;
  }

  private static float crossEntropy(float z, float t) {
    return Math.fma(-t, z, positivePart(z)) + ScalarMath.log1p(ScalarMath.decay(Math.abs(z)));
  }

  private static float margin(float z, float t) {
    return positivePart(Math.fma(-t, z, 1));
  }

  private static float hingeSlope(float margin, float t) {
    return margin > 0 ? -t : margin;
  }

  private static float square(float x) {
    return x * x;
  }

  private static float huber(float d, float p) {
    float a = Math.abs(d);
    return a <= p ? 0.5f * d * d : p * (a - 0.5f * p);
  }

  private static float clamp(float d, float p) {
    return d < -p ? -p : d > p ? p : d;
  }
}
