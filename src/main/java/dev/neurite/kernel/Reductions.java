package dev.neurite.kernel;

import java.lang.foreign.MemorySegment;

/** From many numbers to one, or to one per column. */
public interface Reductions {

  /**
   * Σᵢ xᵢ·yᵢ. x and y are [n] and may be the same.
   *
   * <p>Canonical order: 64 lanes of fma(xᵢ, yᵢ, ·). The sum of nothing is +0.
   *
   * <p>Error: |got − exact| ≤ γ₍⌈n/64⌉₊₆₎·Σ|xᵢ·yᵢ|.
   */
  float dot(int n, MemorySegment x, long xOffset, MemorySegment y, long yOffset);

  /**
   * Σᵢ xᵢ, in 64 lanes of additions. The sum of nothing is +0.
   *
   * <p>Error: |got − exact| ≤ γ₍⌈n/64⌉₊₆₎·Σ|xᵢ|.
   */
  float sum(int n, MemorySegment x, long xOffset);

  /**
   * The largest element: NaN if any is NaN, +0 above −0, −∞ of nothing. Exact, so its order does
   * not matter.
   */
  float max(int n, MemorySegment x, long xOffset);

  /**
   * y_c ← Σᵣ x_rc, or y_c ← y_c + Σᵣ x_rc when {@code accumulate}: the gradient of a bias.
   *
   * <p>X is [rows, columns] with leading dimension {@code ldx}; y is [columns]. Without {@code
   * accumulate} y is written and never read.
   *
   * <p>Canonical order: per column one chain of additions, rows ascending, from +0 or the old y.
   *
   * <p>Error: |got − exact| ≤ γ₍rows₎·(|old| + Σ|x_rc|).
   */
  void columnSums(
      int rows,
      int columns,
      MemorySegment x,
      long xOffset,
      int ldx,
      boolean accumulate,
      MemorySegment y,
      long yOffset);

  /**
   * z_c ← Σᵣ x_rc·y_rc, or z_c ← z_c + Σᵣ x_rc·y_rc when {@code accumulate}: the gradient of a
   * factor per column, or squares.
   *
   * <p>X and Y are [rows, columns] and may be the same; z is [columns]. Without {@code accumulate}
   * z is written and never read.
   *
   * <p>Canonical order: per column one chain of fma(x_rc, y_rc, ·), rows ascending, from +0 or the
   * old z.
   *
   * <p>Error: |got − exact| ≤ γ₍rows₎·(|old| + Σ|x_rc·y_rc|).
   */
  void columnDots(
      int rows,
      int columns,
      MemorySegment x,
      long xOffset,
      int ldx,
      MemorySegment y,
      long yOffset,
      int ldy,
      boolean accumulate,
      MemorySegment z,
      long zOffset);
}
