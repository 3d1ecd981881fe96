package dev.neurite.linear;

import dev.neurite.check.Check;

/**
 * How a linear model is trained. Immutable.
 *
 * @param l2 λ of λ‖w‖², 0 or more
 * @param learningRate η of Adam, above 0
 * @param epochs passes over the data
 * @param batch rows per step
 * @param seed of the order of rows
 */
public record LinearOptions(float l2, float learningRate, int epochs, int batch, long seed) {
  /** λ = 10⁻³, η = 0.01, 100 epochs of batches of 32, seed 0. */
  public static final LinearOptions DEFAULT = new LinearOptions(1e-3f, 0.01f, 100, 32, 0);

  /** Checks the components. */
  public LinearOptions {
    Check.notNegative("linear", "l2", l2);
    Check.positive("linear", "learningRate", learningRate);
    Check.positive("linear", "epochs", epochs);
    Check.positive("linear", "batch", batch);
  }

  /** The same with another λ. */
  public LinearOptions withL2(float lambda) {
    return new LinearOptions(lambda, learningRate, epochs, batch, seed);
  }

  /** The same with another seed. */
  public LinearOptions withSeed(long number) {
    return new LinearOptions(l2, learningRate, epochs, batch, number);
  }

  /** The same with another number of epochs. */
  public LinearOptions withEpochs(int number) {
    return new LinearOptions(l2, learningRate, number, batch, seed);
  }
}
