package dev.neurite.loss;

import dev.neurite.kernel.OutputLoss;

/** max(0, 1 − t·z)², t ∈ {−1, +1}: the smooth hinge. */
public record SquaredHinge() implements OutputwiseLoss {

  @Override
  public OutputLoss function() {
    return OutputLoss.SQUARED_HINGE;
  }

  @Override
  public Decision decision() {
    return Decision.SIGN;
  }

  @Override
  public boolean accepts(float target) {
    return target == 1 || target == -1;
  }

  @Override
  public String accepted() {
    return "-1 or +1 (Dataset.signedTargets() makes them of two classes)";
  }
}
