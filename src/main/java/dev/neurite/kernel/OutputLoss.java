package dev.neurite.kernel;

/**
 * Losses of a single output: ℓ(z, t) and its derivative by z. A row's loss is the mean over its
 * outputs.
 */
public enum OutputLoss {
  /**
   * From a logit z and t in [0, 1]: ℓ = fma(−t, z, max(z, 0)) + ln(1 + e^(−|z|)), which never
   * overflows; ℓ′ = σ(z) − t.
   */
  SIGMOID_CROSS_ENTROPY,
  /** t is −1 or +1: h = max(0, fma(−t, z, 1)), ℓ = h; ℓ′ = −t where h > 0, else h. */
  HINGE,
  /** t is −1 or +1: h = max(0, fma(−t, z, 1)), ℓ = h²; ℓ′ = (−2·t)·h. */
  SQUARED_HINGE,
  /** d = z − t: ℓ = d²; ℓ′ = 2·d. */
  SQUARED_ERROR,
  /** d = z − t: ℓ = |d|; ℓ′ = sign d, 0 at 0. */
  ABSOLUTE_ERROR,
  /** d = z − t: ℓ = d²/2 for |d| ≤ p, p·(|d| − p/2) otherwise; ℓ′ = d clamped to [−p, p]. */
  HUBER
}
