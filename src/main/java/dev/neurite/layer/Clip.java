package dev.neurite.layer;

import java.util.List;

/**
 * Values outside a range become its nearest end: y = min(max(x, low), high). NaN stays NaN. dy/dx =
 * 1 for low &lt; x &lt; high, 0 otherwise.
 *
 * @param low the least value, −∞ for none
 * @param high the largest value, +∞ for none; not below {@code low}
 */
public record Clip(float low, float high) implements LayerSpec {

  /** Checks the range. */
  public Clip {
    if (!(low <= high)) { // written so that NaN fails too
      throw new IllegalArgumentException(
          "clip: low must not be above high, got [" + low + ", " + high + "]");
    }
  }

  @Override
  public String kind() {
    return "clip";
  }

  @Override
  public Layer create(List<Parameter> parameters, int... in) {
    return new ClipLayer(this, in[0]);
  }

  @Override
  public String describe(int... in) {
    return "Clip[in=" + in[0] + ", low=" + low + ", high=" + high + "]";
  }
}
