package dev.neurite.serve;

import dev.neurite.backend.Backend;
import dev.neurite.check.Check;

/**
 * How a predictor runs. Immutable.
 *
 * @param backend {@link Backend#automatic()} answers on scalar kernels at once, and on SIMD ones
 *     when they have been measured to be faster; {@link Backend#scalar()} and {@link
 *     Backend#simd()} are what they say from the first call on, and {@code simd()} is an error
 *     where it can't run, which names the flag that is missing
 * @param background true to measure on a daemon thread at once, false to wait for {@link
 *     Predictor#warmUp()}
 * @param refusingNaN true to refuse rows with a NaN, false to let it through to the outputs
 */
public record PredictorOptions(Backend backend, boolean background, boolean refusingNaN) {
  /** Automatic kernels, measured in the background; NaN goes through. */
  public static final PredictorOptions DEFAULT =
      new PredictorOptions(Backend.automatic(), true, false);

  /** Checks the components. */
  public PredictorOptions {
    Check.notNull("predictor", "backend", backend);
  }

  /** The same on these kernels. */
  public PredictorOptions withBackend(Backend kernels) {
    return new PredictorOptions(kernels, background, refusingNaN);
  }

  /** The same without a thread: nothing is measured before {@link Predictor#warmUp()}. */
  public PredictorOptions withoutBackground() {
    return new PredictorOptions(backend, false, refusingNaN);
  }

  /** The same, and a row with a NaN is an {@link IllegalArgumentException}. */
  public PredictorOptions withoutNaN() {
    return new PredictorOptions(backend, background, true);
  }
}
