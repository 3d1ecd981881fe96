package dev.neurite.activation;

import dev.neurite.check.Check;
import dev.neurite.kernel.Function;

/**
 * y = z for z > 0, slope·z otherwise.
 *
 * @param slope in [0, 1)
 */
public record LeakyRelu(float slope) implements Pointwise {

  /** Checks the slope. */
  public LeakyRelu {
    Check.inRange("leakyRelu", "slope", slope, 0, 1);
  }

  @Override
  public Function function() {
    return Function.LEAKY_RELU;
  }

  @Override
  public float parameter() {
    return slope;
  }
}
