package dev.neurite.layer;

import dev.neurite.tensor.Shape;
import java.util.List;

/**
 * Shift and scale by columns: y = (x − shift)·factor, in two rounded operations, as features are
 * scaled.
 *
 * <p>Parameters: {@code shift} and {@code factor}, each [in], starting as 0 and 1; both are
 * trained, neither decays.
 */
public record Affine() implements LayerSpec {

  @Override
  public String kind() {
    return "affine";
  }

  @Override
  public List<ParameterSpec> parameters(int... in) {
    return List.of(
        new ParameterSpec("shift", Shape.of(in[0]), false),
        new ParameterSpec("factor", Shape.of(in[0]), false));
  }

  @Override
  public Layer create(List<Parameter> parameters, int... in) {
    return new AffineLayer(in[0], parameters);
  }

  @Override
  public String describe(int... in) {
    return "Affine[in=" + in[0] + "]";
  }
}
