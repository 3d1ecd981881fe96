package dev.neurite.init;

import dev.neurite.check.Check;
import dev.neurite.random.CounterRandom;
import dev.neurite.tensor.Tensor;

/**
 * Every weight the same: for tests, and for single neurons, whose loss is convex. In a hidden layer
 * all neurons would stay equal.
 *
 * @param value finite
 */
public record Constant(float value) implements Initialiser {

  /** Checks the value. */
  public Constant {
    Check.finite("constant", "value", value);
  }

  @Override
  public void fill(Tensor w, int fanIn, int fanOut, CounterRandom random, long parameter) {
    for (int i = 0; i < w.elements(); i++) {
      w.set(i, value);
    }
  }
}
