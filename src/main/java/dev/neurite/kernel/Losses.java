package dev.neurite.kernel;

import java.lang.foreign.MemorySegment;

/**
 * The loss of each row of a batch together with its gradient, in one pass.
 *
 * <p>With row weights vᵣ = wᵣ / Σw (1 / batch where there are no sample weights), the loss of the
 * batch is Σᵣ vᵣ·ℓᵣ: {@link Reductions#dot} of the weights and the losses written here.
 *
 * <p>A NaN score gives a NaN loss and NaN gradients; an infinite one what its formula gives, or
 * NaN; neither ever an exception.
 */
public interface Losses {

  /**
   * ℓᵣ ← (Σⱼ ℓ(z_rj, t_rj)) / out and dz_rj ← (vᵣ / out)·ℓ′(z_rj, t_rj).
   *
   * <p>Z, T and dZ are [batch, out], v and ℓ are [batch]. dZ may be Z.
   *
   * <p>Canonical order: the sum over j in 64 lanes, then one division by out; vᵣ / out is rounded
   * once and multiplied by ℓ′.
   *
   * <p>Error, for |t| ≤ 1: each ℓ is at most eight roundings of numbers no larger than g = |z| + 2
   * (cross-entropy) or g = (|z| + 2)² (the others), so |got − exact| ≤ u·(⌈out/64⌉ + 14)·(Σⱼ g) /
   * out for the loss; for a gradient it is 8u·vᵣ / out (cross-entropy) or 16u·(|z| + 2)·vᵣ / out.
   *
   * @param parameter p of {@link OutputLoss#HUBER}; the others ignore it
   */
  void outputLoss(
      OutputLoss loss,
      float parameter,
      int batch,
      int out,
      MemorySegment z,
      long zOffset,
      int ldz,
      MemorySegment t,
      long tOffset,
      int ldt,
      MemorySegment v,
      long vOffset,
      MemorySegment losses,
      long lossesOffset,
      MemorySegment dz,
      long dzOffset,
      int lddz);

  /**
   * ℓᵣ ← ℓ(z_r, t_r) and dz_rj ← vᵣ·ℓ′ⱼ(z_r, t_r).
   *
   * <p>Z and dZ are [batch, classes]; t, v and ℓ are [batch]; t holds indices of classes as floats
   * (whole numbers below 2²⁴, in [0, classes): the caller has checked them). dZ may be Z.
   *
   * <p>Canonical order: sums over j in 64 lanes over the columns j (in Weston–Watkins column t adds
   * +0); the softmax is that of {@link Elementwise#softmax}, and softmax − 1 at the true class is
   * one subtraction before the multiplication by vᵣ.
   *
   * <p>Error, for n classes. Cross-entropy: u·(2·(m − z_t) + 3·ln n + ⌈n/64⌉ + 10) for the loss, by
   * the bound of {@link Elementwise#logSoftmax}, and vᵣ·u·(|zⱼ − m| + ln n + ⌈n/64⌉ + 15) for a
   * gradient, by that of {@link Elementwise#softmax}. Hinges: a margin is two roundings of numbers
   * no larger than 1 + |zⱼ| + |z_t|, the sum of Weston and Watkins ⌈n/64⌉ + 6 more of the sum;
   * gradients are exact but for the multiplication by vᵣ.
   */
  void classLoss(
      ClassLoss loss,
      int batch,
      int classes,
      MemorySegment z,
      long zOffset,
      int ldz,
      MemorySegment t,
      long tOffset,
      MemorySegment v,
      long vOffset,
      MemorySegment losses,
      long lossesOffset,
      MemorySegment dz,
      long dzOffset,
      int lddz);
}
