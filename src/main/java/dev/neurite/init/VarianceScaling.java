package dev.neurite.init;

import dev.neurite.check.Check;
import dev.neurite.random.CounterRandom;
import dev.neurite.tensor.Tensor;

/**
 * Variance scale / fan: of which {@link He} (2, {@link Fan#IN}), {@link LeCun} (1, {@link Fan#IN})
 * and {@link Glorot} (1, {@link Fan#AVERAGE}) are cases. PyTorch's {@code kaiming} with {@code
 * fan_out} is (2, {@link Fan#OUT}); a gain there is the root of the scale here.
 *
 * @param scale above 0
 * @param fan what it is divided by
 * @param distribution uniform or normal
 */
public record VarianceScaling(float scale, Fan fan, Distribution distribution)
    implements Initialiser {

  /** Checks the components. */
  public VarianceScaling {
    Check.positive("varianceScaling", "scale", scale);
    Check.notNull("varianceScaling", "fan", fan);
    Check.notNull("varianceScaling", "distribution", distribution);
  }

  @Override
  public void fill(Tensor w, int fanIn, int fanOut, CounterRandom random, long parameter) {
    double variance = scale / Math.max(1, fan.of(fanIn, fanOut));
    distribution.fill(w, variance, random, parameter);
  }
}
