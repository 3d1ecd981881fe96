package dev.neurite.loss;

import dev.neurite.kernel.OutputLoss;

/** |z − t|: regression to the median. */
public record AbsoluteError() implements OutputwiseLoss {

  @Override
  public OutputLoss function() {
    return OutputLoss.ABSOLUTE_ERROR;
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
