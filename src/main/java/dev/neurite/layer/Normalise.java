package dev.neurite.layer;

import dev.neurite.check.Check;
import java.util.List;

/**
 * Every row divided by its norm: y = x / ‖x‖. A row whose norm is 0 stays as it is.
 *
 * <p>Canonical order: the norm is one chain over the row, columns ascending; one division each.
 *
 * @param norm which
 */
public record Normalise(Norm norm) implements LayerSpec {

  /** The norms, as ONNX's {@code Normalizer} has them. */
  public enum Norm {
    /** Σ|x|. */
    L1,
    /** √Σx². */
    L2,
    /** max x: without magnitudes. */
    MAX
  }

  /** Checks the component. */
  public Normalise {
    Check.notNull("normalise", "norm", norm);
  }

  @Override
  public String kind() {
    return "normalise";
  }

  @Override
  public Layer create(List<Parameter> parameters, int... in) {
    return new NormaliseLayer(norm, in[0]);
  }

  @Override
  public String describe(int... in) {
    return "Normalise[in=" + in[0] + ", norm=" + norm + "]";
  }
}
