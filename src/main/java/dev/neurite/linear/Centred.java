package dev.neurite.linear;

import dev.neurite.optim.Differentiable;
import dev.neurite.optim.TwiceDifferentiable;

/**
 * The same objective in variables that its second derivative treats more alike: w = u / s and b = c
 * − w·μ, with μ the means of the features, sⱼ = √(h·σⱼ² + 2λ), σⱼ² their variances and h = (classes
 * − 1) / classes², the second derivative of the loss at the start.
 *
 * <p>The minimum is the same one; searches find it in a fraction of the steps, because neither the
 * means of the features nor their scales make its valley narrow.
 */
final class Centred implements TwiceDifferentiable {
  private final Differentiable objective;
  private final int in;
  private final int out;
  private final double[] mean;
  private final double[] scale;
  private final double[] inner;
  private final double[] innerGradient;

  Centred(SmoothObjective objective, DesignMatrix matrix, int out, double lambda) {
    this(objective, new double[matrix.in], new double[matrix.in], out);
    matrix.moments(mean, scale);
    scale(lambda);
  }

  /**
   * Of features with these moments.
   *
   * @param mean [in], kept
   * @param variance [in], kept
   */
  Centred(Differentiable objective, double[] mean, double[] variance, int out, double lambda) {
    this(objective, mean, variance, out);
    scale(lambda);
  }

  private Centred(Differentiable objective, double[] mean, double[] scale, int out) {
    this.objective = objective;
    this.in = mean.length;
    this.out = out;
    this.inner = new double[objective.dimension()];
    this.innerGradient = new double[objective.dimension()];
    this.mean = mean;
    this.scale = scale;
  }

  /** Makes scales of variances. */
  private void scale(double lambda) {
    int classes = Math.max(2, out);
    double curvature = (classes - 1.0) / classes / classes;
    for (int c = 0; c < in; c++) {
      double h = curvature * scale[c] + 2 * lambda;
      scale[c] = h > 0 ? Math.sqrt(h) : 1;
    }
  }

  @Override
  public int dimension() {
    return objective.dimension();
  }

  @Override
  public double evaluate(double[] x, double[] gradient) {
    toInner(x, inner);
    double value = objective.evaluate(inner, innerGradient);
    fromInner(innerGradient, gradient);
    return value;
  }

  @Override
  public void hessianTimes(double[] v, double[] h) {
    toInner(v, inner);
    ((TwiceDifferentiable) objective).hessianTimes(inner, innerGradient);
    fromInner(innerGradient, h);
  }

  /** (u, c) → (w, b). */
  void toInner(double[] x, double[] target) {
    for (int j = 0; j < out; j++) {
      double bias = x[out * in + j];
      for (int c = 0; c < in; c++) {
        double w = x[j * in + c] / scale[c];
        target[j * in + c] = w;
        bias -= w * mean[c];
      }
      target[out * in + j] = bias;
    }
  }

  /** The derivatives by (w, b) → those by (u, c): the transpose of {@link #toInner}. */
  private void fromInner(double[] g, double[] target) {
    for (int j = 0; j < out; j++) {
      double bias = g[out * in + j];
      for (int c = 0; c < in; c++) {
        target[j * in + c] = (g[j * in + c] - mean[c] * bias) / scale[c];
      }
      target[out * in + j] = bias;
    }
  }
}
