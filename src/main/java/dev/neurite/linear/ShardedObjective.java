package dev.neurite.linear;

import dev.neurite.data.Scaling;
import dev.neurite.optim.Differentiable;

/**
 * F(W, b) = Σᵢ ℓ(W·xᵢ + b, tᵢ) / rows + λ‖W‖², its sum taken over shards: what {@link
 * SmoothObjective} is for rows that lie side by side.
 */
final class ShardedObjective implements Differentiable {
  private final LinearSource source;
  private final int out;
  private final Scaling scaling;
  private final LinearOptions options;
  private final int weights;

  ShardedObjective(LinearSource source, int out, Scaling scaling, LinearOptions options) {
    this.source = source;
    this.out = out;
    this.scaling = scaling;
    this.options = options;
    this.weights = Math.multiplyExact(out, source.in());
  }

  @Override
  public int dimension() {
    return weights + out;
  }

  @Override
  public double evaluate(double[] x, double[] gradient) {
    double[] sum =
        source.sum(new LinearPass(LinearPass.Kind.OBJECTIVE, out, source.rowCount(), scaling, x));
    double penalty = 0;
    for (int i = 0; i < gradient.length; i++) {
      double value = (float) x[i];
      double decay = i < weights || options.decaysBiases() ? options.l2() : 0;
      penalty += decay * value * value;
      gradient[i] = sum[i] + 2 * decay * value;
    }
    return sum[gradient.length] + penalty;
  }
}
