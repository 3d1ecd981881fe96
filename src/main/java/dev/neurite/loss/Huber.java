package dev.neurite.loss;

import dev.neurite.check.Check;
import dev.neurite.kernel.OutputLoss;

/**
 * d = z − t: d²/2 for |d| ≤ delta, delta·(|d| − delta/2) otherwise: squared near 0, absolute for
 * outliers.
 *
 * @param delta where it turns, above 0
 */
public record Huber(float delta) implements OutputwiseLoss {

  /** Checks delta. */
  public Huber {
    Check.positive("huber", "delta", delta);
  }

  @Override
  public OutputLoss function() {
    return OutputLoss.HUBER;
  }

  @Override
  public float parameter() {
    return delta;
  }

  @Override
  public Decision decision() {
    return Decision.NONE;
  }

  @Override
  public boolean accepts(float target) {
    return Float.isFinite(target);
  }

  @Override
  public String accepted() {
    return "finite";
  }
}
