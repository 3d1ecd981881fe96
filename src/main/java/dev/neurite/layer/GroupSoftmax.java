package dev.neurite.layer;

import dev.neurite.check.Check;
import java.util.List;

/**
 * Softmax, or its logarithm, over each of so many equal parts of a row: yⱼ = e^(xⱼ) / Σᵢ e^(xᵢ), or
 * yⱼ = xⱼ − ln Σᵢ e^(xᵢ), i and j in one part.
 *
 * <p>The largest element of the part is subtracted first, so nothing overflows.
 *
 * @param groups the number of parts, which divides the width
 * @param logarithm true for the logarithm
 */
public record GroupSoftmax(int groups, boolean logarithm) implements LayerSpec {

  /** Checks the number of parts. */
  public GroupSoftmax {
    Check.positive("groupSoftmax", "groups", groups);
  }

  @Override
  public String kind() {
    return "softmax";
  }

  @Override
  public int out(int... in) {
    if (in[0] % groups != 0) {
      throw new IllegalArgumentException(
          "layer "
              + this
              + " expects an input whose width is a multiple of "
              + groups
              + ", got "
              + in[0]);
    }
    return in[0];
  }

  @Override
  public Layer create(List<Parameter> parameters, int... in) {
    return new GroupSoftmaxLayer(this, out(in));
  }

  @Override
  public String describe(int... in) {
    return "GroupSoftmax[in=" + in[0] + ", groups=" + groups + ", logarithm=" + logarithm + "]";
  }
}
