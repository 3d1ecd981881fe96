package dev.neurite.linear;

import dev.neurite.check.Check;

/**
 * What a linear model is to be the optimum of, and how near. Immutable.
 *
 * <p>The objective is the mean loss plus λ‖w‖²; other libraries multiply the sum of losses by C and
 * halve ‖w‖²: {@link #l2OfC} converts.
 *
 * @param l2 λ of λ‖w‖², 0 or more; the support vector machine needs more than 0
 * @param decaysBiases true if ‖w‖² counts the biases too; the support vector machine always does
 * @param standardises true if features are brought to mean 0 and deviation 1 first; the scaling
 *     becomes part of the model
 * @param tolerance how near the optimum is near enough: for logistic and softmax regression the
 *     largest slope of the objective in the variables of its search (features centred and scaled by
 *     its curvature), for the support vector machine the duality gap over the objective
 * @param iterations the most steps, or passes over the data
 * @param seed of the order of rows in the support vector machine's solver
 */
public record LinearOptions(
    double l2,
    boolean decaysBiases,
    boolean standardises,
    double tolerance,
    int iterations,
    long seed) {
  /** λ = 10⁻³, biases free, standardised features, tolerance 10⁻⁵, 10,000 iterations, seed 0. */
  public static final LinearOptions DEFAULT = new LinearOptions(1e-3, false, true, 1e-5, 10_000, 0);

  /** Checks the components. */
  public LinearOptions {
    Check.notNegative("linear", "l2", (float) l2);
    Check.positive("linear", "tolerance", (float) tolerance);
    Check.positive("linear", "iterations", iterations);
  }

  /** λ = 1 / (2·C·rows): ½‖w‖² + C·Σℓ is then the objective divided by 2λ. */
  public static double l2OfC(double c, int rows) {
    Check.positive("linear", "C", (float) c);
    Check.positive("linear", "rows", rows);
    return 1 / (2 * c * rows);
  }

  /** The same with another λ. */
  public LinearOptions withL2(double lambda) {
    return new LinearOptions(lambda, decaysBiases, standardises, tolerance, iterations, seed);
  }

  /** The same with biases in ‖w‖². */
  public LinearOptions withDecayingBiases() {
    return new LinearOptions(l2, true, standardises, tolerance, iterations, seed);
  }

  /** The same on features as they are. */
  public LinearOptions withRawFeatures() {
    return new LinearOptions(l2, decaysBiases, false, tolerance, iterations, seed);
  }

  /** The same with another tolerance. */
  public LinearOptions withTolerance(double number) {
    return new LinearOptions(l2, decaysBiases, standardises, number, iterations, seed);
  }

  /** The same with another number of iterations. */
  public LinearOptions withIterations(int number) {
    return new LinearOptions(l2, decaysBiases, standardises, tolerance, number, seed);
  }

  /** The same with another seed. */
  public LinearOptions withSeed(long number) {
    return new LinearOptions(l2, decaysBiases, standardises, tolerance, iterations, number);
  }
}
