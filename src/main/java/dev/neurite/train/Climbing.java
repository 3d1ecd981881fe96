package dev.neurite.train;

import dev.neurite.check.Check;

/**
 * When a loss that is still a number says that a run diverges: {@code steps} steps in a row have
 * had a loss above {@code factor} times the lowest mean of the run, where a mean is that of about
 * {@code steps} steps: m ← m + (loss − m) / min(t, {@code steps}) after step t. Lowest means below
 * {@code floor} count as that, so that a model that is almost perfect may be trained on with other
 * data.
 *
 * <p>A loss that jumps and comes back is not taken for one that climbs.
 *
 * @param steps 1 or more
 * @param factor above 1
 * @param floor 0 or more
 */
public record Climbing(int steps, float factor, float floor) {

  /** Checks the components. */
  public Climbing {
    Check.positive("climbing", "steps", steps);
    Check.inside("climbing", "factor", factor, 1, Float.POSITIVE_INFINITY);
    Check.notNegative("climbing", "floor", floor);
  }

  /** Ten times as high for 100 steps; means below 0.1 count as 0.1. */
  public Climbing() {
    this(100, 10, 0.1f);
  }
}
