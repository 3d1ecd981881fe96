package dev.neurite.loss;

import dev.neurite.kernel.ClassLoss;

/** −ln softmax(z)_t, from the logits z: with one layer, softmax regression. */
public record SoftmaxCrossEntropy() implements ClasswiseLoss {

  @Override
  public ClassLoss function() {
    return ClassLoss.SOFTMAX_CROSS_ENTROPY;
  }
}
