package dev.neurite.kernel;

/**
 * The rules of {@link Updates#adaptive}: how one weight w with gradient g steps, and what it
 * remembers: m, a mean of gradients, s, of their squares, and x, the largest s so far.
 *
 * <p>All start from g′ = fma(decay, w, g) and w′ = fma(−shrink, w, w), and end in w ← fma(−η, step,
 * w′). The running means are m′ = fma(β₁, m, (1 − β₁)·g′) and s′ = fma(β₂, s, ((1 − β₂)·g′)·g′); r
 * is the root factor. What has a prime is stored.
 */
public enum AdaptiveRule {
  /** s′ = fma(g′, g′, s), step = g′ / (√s′ + ε) [Duchi, Hazan, Singer 2011]. */
  ADAGRAD(false, true, false),
  /** step = g′ / (√s′ + ε) [Tieleman and Hinton 2012, lecture 6.5]. */
  RMSPROP(false, true, false),
  /**
   * step = m′ / fma(√s′, r, ε), as {@link Updates#adam}, with {@code shrink} [Loshchilov and Hutter
   * 2019].
   */
  ADAMW(true, true, false),
  /** x′ = max(x, s′), step = m′ / fma(√x′, r, ε) [Reddi, Kale, Kumar 2018]. */
  AMSGRAD(true, true, true),
  /** step = fma(b, m′, a·g′) / fma(√s′, r, ε), with the shares a and b [Dozat 2016]. */
  NADAM(true, true, false),
  /**
   * step = sign(fma(β₁, m, (1 − β₁)·g′)), 0 of ±0; m′ = fma(β₂, m, (1 − β₂)·g′) [Chen et al. 2023].
   */
  LION(true, false, false);

  private final boolean usesMean;
  private final boolean usesSquares;
  private final boolean usesLargest;

  AdaptiveRule(boolean usesMean, boolean usesSquares, boolean usesLargest) {
    this.usesMean = usesMean;
    this.usesSquares = usesSquares;
    this.usesLargest = usesLargest;
  }

  /** True if it remembers m. */
  public boolean usesMean() {
    return usesMean;
  }

  /** True if it remembers s. */
  public boolean usesSquares() {
    return usesSquares;
  }

  /** True if it remembers x. */
  public boolean usesLargest() {
    return usesLargest;
  }
}
