package dev.neurite.loss;

import dev.neurite.kernel.ClassLoss;

/**
 * max(0, 1 + max_{j≠t} zⱼ − z_t): the worst wrong class within the margin costs.
 *
 * <p>Source: Crammer and Singer, <i>On the algorithmic implementation of multiclass kernel-based
 * vector machines</i>, JMLR 2, 2001.
 */
public record CrammerSingerHinge() implements ClasswiseLoss {

  @Override
  public ClassLoss function() {
    return ClassLoss.CRAMMER_SINGER;
  }
}
