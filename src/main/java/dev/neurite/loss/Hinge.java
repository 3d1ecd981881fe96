package dev.neurite.loss;

import dev.neurite.kernel.OutputLoss;

/**
 * max(0, 1 − t·z), t ∈ {−1, +1}: with one neuron, the linear support vector machine.
 *
 * <p>Zero once a row is on its side of the margin; with λ‖w‖² added, the widest margin wins. At the
 * kink, t·z = 1, the gradient is taken as 0.
 */
public record Hinge() implements OutputwiseLoss {

  @Override
  public OutputLoss function() {
    return OutputLoss.HINGE;
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
