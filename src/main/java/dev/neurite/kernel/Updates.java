package dev.neurite.kernel;

import java.lang.foreign.MemorySegment;

/**
 * The steps of the optimisers: each array is read and written once.
 *
 * <p>All operands are [n] and share no memory with each other. {@code decay} is 2λ of a loss with
 * λ‖w‖² added: every step starts from g′ = fma(decay, w, g). Each formula below is evaluated as
 * written, with every fma explicit.
 */
public interface Updates {

  /**
   * Gradient descent: w ← fma(−η, g′, w).
   *
   * <p>Error: γ₂·(|w| + η·(|decay·w| + |g|)).
   */
  void sgd(
      int n,
      float learningRate,
      float decay,
      MemorySegment w,
      long wOffset,
      MemorySegment g,
      long gOffset);

  /**
   * Heavy-ball momentum: v ← fma(μ, v, g′), w ← fma(−η, v, w); with {@code nesterov} w ← fma(−η,
   * fma(μ, v, g′), w) with the new v.
   *
   * <p>Error: of v γ₂·(|μ·v| + |decay·w| + |g|); of w, given the new v, one rounding, with {@code
   * nesterov} γ₃·(|w| + η·(|μ·v| + |decay·w| + |g|)).
   */
  void momentum(
      int n,
      float learningRate,
      float momentum,
      boolean nesterov,
      float decay,
      MemorySegment w,
      long wOffset,
      MemorySegment g,
      long gOffset,
      MemorySegment v,
      long vOffset);

  /**
   * Adam [Kingma and Ba 2015, algorithm 1]: m ← fma(β₁, m, (1 − β₁)·g′), s ← fma(β₂, s, ((1 −
   * β₂)·g′)·g′), w ← fma(−stepSize, m / fma(√s, rootFactor, ε), w).
   *
   * <p>Error, with G = |decay·w| + |g|: of m γ₄·(|β₁·m| + (1 − β₁)·G); of s γ₆·(β₂·s + (1 −
   * β₂)·G²); of w, given the new m and s and with Δ the exact change, γ₅·(|w| + |Δ|).
   *
   * @param stepSize η / (1 − β₁ᵗ)
   * @param rootFactor 1 / √(1 − β₂ᵗ)
   * @param s the running mean of squared gradients
   */
  void adam(
      int n,
      float stepSize,
      float beta1,
      float beta2,
      float epsilon,
      float rootFactor,
      float decay,
      MemorySegment w,
      long wOffset,
      MemorySegment g,
      long gOffset,
      MemorySegment m,
      long mOffset,
      MemorySegment s,
      long sOffset);

  /**
   * One step of an {@link AdaptiveRule}, which says what it computes.
   *
   * <p>What a rule does not remember is not looked at: {@link MemorySegment#NULL}.
   *
   * <p>Error, with G = |decay·w| + |g|: of the means as {@link #adam}; of w, given the new m, s and
   * x and with Δ the exact change, γ₈·(|w| + |Δ|), where for {@link AdaptiveRule#NADAM} the parts
   * of Δ count each by its size; of {@link AdaptiveRule#LION}'s direction, which a rounding can
   * turn where it is near 0, γ₄·(|β₁·m| + (1 − β₁)·G).
   *
   * @param c the numbers of this step
   * @param m mean of gradients
   * @param s sum or mean of their squares, not negative
   * @param x the largest s so far
   */
  void adaptive(
      AdaptiveRule rule,
      Coefficients c,
      int n,
      MemorySegment w,
      long wOffset,
      MemorySegment g,
      long gOffset,
      MemorySegment m,
      long mOffset,
      MemorySegment s,
      long sOffset,
      MemorySegment x,
      long xOffset);

  /**
   * g ← max(−limit, min(limit, scale·g)): gradients made shorter, by norm and by value. NaN stays.
   *
   * <p>Error: one rounding.
   *
   * @param scale 0 or more
   * @param limit above 0, infinite for none
   */
  void clip(int n, float scale, float limit, MemorySegment g, long gOffset);

  /**
   * y ← fma(factor, sign(x), y), with sign(±0) = ±0: what λ‖x‖₁ adds to a gradient.
   *
   * <p>x and y are [n] and share no memory. Error: one rounding.
   */
  void addSign(int n, float factor, MemorySegment x, long xOffset, MemorySegment y, long yOffset);
}
