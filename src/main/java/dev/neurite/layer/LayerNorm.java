package dev.neurite.layer;

import dev.neurite.check.Check;
import dev.neurite.tensor.Shape;
import java.util.List;

/**
 * Every row with mean 0 and variance 1, then scaled and shifted by columns: y = γ·(x − m) / √(v +
 * ε) + β, with the mean m and the variance v = Σ(x − m)² / n of the row; the same in training and
 * after.
 *
 * <p>Parameters: {@code weight} γ and {@code bias} β, each [in], starting as 1 and 0; neither
 * decays.
 *
 * <p>Source: Ba, Kiros, Hinton, <i>Layer normalization</i>, 2016, eq. 4; ε as in PyTorch's {@code
 * LayerNorm}.
 *
 * @param epsilon ε, above 0
 */
public record LayerNorm(float epsilon) implements LayerSpec {

  /** Checks the component. */
  public LayerNorm {
    Check.positive("layerNorm", "epsilon", epsilon);
  }

  /** PyTorch's default: ε = 10⁻⁵. */
  public LayerNorm() {
    this(1e-5f);
  }

  @Override
  public String kind() {
    return "layernorm";
  }

  @Override
  public List<ParameterSpec> parameters(int... in) {
    return List.of(
        new ParameterSpec("weight", Shape.of(in[0]), false),
        new ParameterSpec("bias", Shape.of(in[0]), false));
  }

  @Override
  public Layer create(List<Parameter> parameters, int... in) {
    return new LayerNormLayer(this, in[0], parameters);
  }

  @Override
  public String describe(int... in) {
    return "LayerNorm[in=" + in[0] + ", epsilon=" + epsilon + "]";
  }
}
