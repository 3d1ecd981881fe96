package dev.neurite.layer;

import dev.neurite.check.Check;
import java.util.List;

/**
 * A function that is linear between given points and constant beyond the outermost, applied to each
 * value: y = yᵢ + (x − xᵢ) / (xᵢ₊₁ − xᵢ)·(yᵢ₊₁ − yᵢ) for xᵢ ≤ x ≤ xᵢ₊₁, computed in double and
 * rounded once. NaN stays NaN. dy/dx is the slope to the right of x, 0 beyond.
 *
 * <p>Isotonic calibration is such a function. The points are no parameters: training leaves them as
 * they are.
 *
 * @param x finite, each greater than the one before; at least one
 * @param y finite, one for each
 */
public record Interpolate(List<Float> x, List<Float> y) implements LayerSpec {

  /** Checks the points, and copies the lists. */
  public Interpolate {
    x = List.copyOf(Check.notNull("interpolate", "x", x));
    y = List.copyOf(Check.notNull("interpolate", "y", y));
    Check.positive("interpolate", "number of points", x.size());
    Check.length("interpolate", "y", x.size(), y.size());
    for (int i = 0; i < x.size(); i++) {
      Check.finite("interpolate", "x[" + i + "]", x.get(i));
      Check.finite("interpolate", "y[" + i + "]", y.get(i));
      if (i > 0 && !(x.get(i) > x.get(i - 1))) {
        throw new IllegalArgumentException(
            "interpolate: x[" + i + "] must be above " + x.get(i - 1) + ", got " + x.get(i));
      }
    }
  }

  @Override
  public String kind() {
    return "interpolate";
  }

  @Override
  public Layer create(List<Parameter> parameters, int... in) {
    return new InterpolateLayer(this, in[0]);
  }

  @Override
  public String describe(int... in) {
    return "Interpolate[in=" + in[0] + ", points=" + x.size() + "]";
  }

  /** {@code Interpolate[points=12]}. */
  @Override
  public String toString() {
    return "Interpolate[points=" + x.size() + "]";
  }
}
