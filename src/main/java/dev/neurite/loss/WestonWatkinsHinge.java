package dev.neurite.loss;

import dev.neurite.kernel.ClassLoss;

/**
 * Σ_{j≠t} max(0, 1 + zⱼ − z_t): every wrong class within the margin costs.
 *
 * <p>Source: Weston and Watkins, <i>Support vector machines for multi-class pattern
 * recognition</i>, ESANN 1999.
 */
public record WestonWatkinsHinge() implements ClasswiseLoss {

  @Override
  public ClassLoss function() {
    return ClassLoss.WESTON_WATKINS;
  }
}
