package dev.neurite.layer;

import dev.neurite.check.Check;
import dev.neurite.tensor.Shape;
import java.util.List;

/**
 * Every column with mean 0 and variance 1 over the batch, then scaled and shifted: y = γ·(x − m) /
 * √(v + ε) + β.
 *
 * <p>In training m and v = Σ(x − m)² / n are those of the batch of n rows; meanwhile running ones
 * are kept, M ← (1 − μ)·M + μ·m and V ← (1 − μ)·V + μ·v·n / (n − 1), once per backward pass. They
 * take the place of m and v everywhere else, and in training for a batch of one row, which has no
 * variance. Weights of rows don't count in m and v.
 *
 * <p>Parameters, named as PyTorch names them: {@code weight} γ, {@code bias} β, {@code
 * running_mean} M and {@code running_var} V, each [in], starting as 1, 0, 0 and 1. M and V are not
 * trained; γ and β don't decay.
 *
 * <p>Source: Ioffe and Szegedy, <i>Batch normalization</i>, ICML 2015, algorithms 1 and 2;
 * momentum, ε and the unbiased V as in PyTorch's {@code BatchNorm1d}.
 *
 * @param momentum μ, in (0, 1]
 * @param epsilon ε, above 0
 */
public record BatchNorm(float momentum, float epsilon) implements LayerSpec {

  /** Checks the components. */
  public BatchNorm {
    Check.positive("batchNorm", "momentum", momentum);
    if (momentum > 1) {
      throw new IllegalArgumentException(
          "batchNorm: momentum must be in (0.0, 1.0], got " + momentum);
    }
    Check.positive("batchNorm", "epsilon", epsilon);
  }

  /** PyTorch's defaults: μ = 0.1, ε = 10⁻⁵. */
  public BatchNorm() {
    this(0.1f, 1e-5f);
  }

  @Override
  public String kind() {
    return "batchnorm";
  }

  @Override
  public List<ParameterSpec> parameters(int... in) {
    Shape columns = Shape.of(in[0]);
    return List.of(
        new ParameterSpec("weight", columns, false),
        new ParameterSpec("bias", columns, false),
        new ParameterSpec("running_mean", columns, false, false),
        new ParameterSpec("running_var", columns, false, false));
  }

  @Override
  public Layer create(List<Parameter> parameters, int... in) {
    return new BatchNormLayer(this, in[0], parameters);
  }

  @Override
  public String describe(int... in) {
    return "BatchNorm[in=" + in[0] + ", momentum=" + momentum + ", epsilon=" + epsilon + "]";
  }
}
