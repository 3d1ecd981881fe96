package dev.neurite.loss;

import dev.neurite.kernel.OutputLoss;

/**
 * −t·ln σ(z) − (1 − t)·ln(1 − σ(z)), from the logit z: with one neuron, logistic regression.
 *
 * <p>Targets are in [0, 1]; class 1 is decided at σ(z) ≥ 0.5, that is z ≥ 0.
 */
public record SigmoidCrossEntropy() implements OutputwiseLoss {

  @Override
  public OutputLoss function() {
    return OutputLoss.SIGMOID_CROSS_ENTROPY;
  }

  @Override
  public Decision decision() {
    return Decision.SIGN;
  }

  @Override
  public boolean accepts(float target) {
    return target >= 0 && target <= 1;
  }

  @Override
  public String accepted() {
    return "in [0, 1]";
  }
}
