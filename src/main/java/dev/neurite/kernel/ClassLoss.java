package dev.neurite.kernel;

/** Losses of a row of class scores z against the index t of the true class. */
public enum ClassLoss {
  /** ℓ = (m − z_t) + ln Σⱼ e^(zⱼ − m), m = max z; ℓ′ⱼ = softmax(z)ⱼ − [j = t]. */
  SOFTMAX_CROSS_ENTROPY,
  /**
   * Weston–Watkins hinge: ℓ = Σ_{j≠t} hⱼ, hⱼ = max(0, 1 + (zⱼ − z_t)); ℓ′ⱼ = [hⱼ > 0] for j ≠ t,
   * ℓ′_t = −Σ_{j≠t} [hⱼ > 0].
   */
  WESTON_WATKINS,
  /**
   * Crammer–Singer hinge: ℓ = max(0, 1 + (max_{j≠t} zⱼ − z_t)); where it is positive, ℓ′ is +1 at
   * the first j ≠ t that attains the maximum and −1 at t, else 0. With one class ℓ = 0.
   */
  CRAMMER_SINGER
}
