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
   * β₂)·g′)·g′), w ← fma(−stepSize, m / (√s / rootCorrection + ε), w).
   *
   * <p>Error, with G = |decay·w| + |g|: of m γ₄·(|β₁·m| + (1 − β₁)·G); of s γ₆·(β₂·s + (1 −
   * β₂)·G²); of w, given the new m and s and with Δ the exact change, γ₅·(|w| + |Δ|).
   *
   * @param stepSize η / (1 − β₁ᵗ)
   * @param rootCorrection √(1 − β₂ᵗ)
   * @param s the running mean of squared gradients
   */
  void adam(
      int n,
      float stepSize,
      float beta1,
      float beta2,
      float epsilon,
      float rootCorrection,
      float decay,
      MemorySegment w,
      long wOffset,
      MemorySegment g,
      long gOffset,
      MemorySegment m,
      long mOffset,
      MemorySegment s,
      long sOffset);
}
