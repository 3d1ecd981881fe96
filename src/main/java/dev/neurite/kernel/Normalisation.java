package dev.neurite.kernel;

import java.lang.foreign.MemorySegment;

/** What batch and layer normalisation are made of: the part of {@link Elementwise} about them. */
public interface Normalisation {

  /**
   * y_rc ← fma(x_rc, factor_c, shift_c), or y_rc ← fma(x_rc, factor_c, y_rc + shift_c) when {@code
   * accumulate}.
   *
   * <p>X and Y are [rows, columns]; factor and shift are [columns]. Y may be X. Without {@code
   * accumulate} Y is written and never read, unless it is X.
   *
   * <p>Error: γ₂·(|x·factor| + |shift| + |old y|).
   */
  void affineColumns(
      int rows,
      int columns,
      MemorySegment x,
      long xOffset,
      int ldx,
      MemorySegment factor,
      long factorOffset,
      MemorySegment shift,
      long shiftOffset,
      boolean accumulate,
      MemorySegment y,
      long yOffset,
      int ldy);

  /**
   * Rows with mean 0 and variance 1: y_rc ← (x_rc − m_r)·i_r, with m_r = (Σ_c x_rc) / n, v_r = (Σ_c
   * (x_rc − m_r)²) / n and i_r = 1 / √(v_r + ε), which is kept in {@code inverse}; n is the number
   * of columns.
   *
   * <p>X and Y are [rows, columns]; inverse is [rows]. Y may be X.
   *
   * <p>Canonical order: Σ x is a sum of 64 lanes, Σ (x − m)² a dot product of 64 lanes.
   *
   * <p>Error: with δ = γ₍⌈n/64⌉₊₈₎·Σ|x_rc|/n, what the mean is off by, |ŷ − y| ≤ i·δ +
   * |y|·(γ₍⌈n/64⌉₊₁₂₎ + i·δ), to first order.
   *
   * @param epsilon ε, above 0
   */
  void normaliseRows(
      int rows,
      int columns,
      float epsilon,
      MemorySegment x,
      long xOffset,
      int ldx,
      MemorySegment y,
      long yOffset,
      int ldy,
      MemorySegment inverse,
      long inverseOffset);

  /**
   * The derivative of {@link #normaliseRows}, where Y and i are its results: dx_rc ← fma(−b_r,
   * y_rc, dy_rc − a_r)·i_r, with a_r = (Σ_c dy_rc) / n and b_r = (Σ_c dy_rc·y_rc) / n.
   *
   * <p>Y, dY and dX are [rows, columns]; inverse is [rows]. dX may be dY.
   *
   * <p>Canonical order: a sum and a dot product of 64 lanes.
   *
   * <p>Error: γ₍⌈n/64⌉₊₁₀₎·i·(|dy_rc| + Σ|dy_rc|/n + |y_rc|·Σ|dy_rc·y_rc|/n).
   */
  void normaliseRowsBackward(
      int rows,
      int columns,
      MemorySegment y,
      long yOffset,
      int ldy,
      MemorySegment dy,
      long dyOffset,
      int lddy,
      MemorySegment inverse,
      long inverseOffset,
      MemorySegment dx,
      long dxOffset,
      int lddx);
}
