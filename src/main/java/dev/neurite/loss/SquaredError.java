package dev.neurite.loss;

import dev.neurite.kernel.OutputLoss;

/** (z − t)²: regression to the mean. */
public record SquaredError() implements OutputwiseLoss {

  @Override
  public OutputLoss function() {
    return OutputLoss.SQUARED_ERROR;
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
