package dev.neurite.kernel;

import java.lang.foreign.MemorySegment;

/** Activations and their derivatives, softmax by rows, scaling by columns. */
public interface Elementwise extends Normalisation {

  /**
   * yᵢ ← f(xᵢ). x and y are [n]. y may be x.
   *
   * <p>Canonical order: the steps of the function's own polynomial, the same for every element.
   * {@link Function} has formula, special values and error.
   *
   * @param parameter p of the functions that have one
   */
  void activate(
      Function f,
      float parameter,
      int n,
      MemorySegment x,
      long xOffset,
      MemorySegment y,
      long yOffset);

  /**
   * dxᵢ ← f′(xᵢ)·dyᵢ, where y is what {@link #activate} made of x.
   *
   * <p>x, y, dy and dx are [n]. Both x and y must be given; which of them is read is the function's
   * choice. dx may be dy, and shares no memory with x or y.
   */
  void activateBackward(
      Function f,
      float parameter,
      int n,
      MemorySegment x,
      long xOffset,
      MemorySegment y,
      long yOffset,
      MemorySegment dy,
      long dyOffset,
      MemorySegment dx,
      long dxOffset);

  /**
   * y_rc ← e^(x_rc − m_r) / s_r, with m_r the largest of row r and s_r = Σ_c e^(x_rc − m_r).
   *
   * <p>X and Y are [rows, columns]. Y may be X. A row with a NaN or +∞, or of −∞ alone, becomes
   * NaN.
   *
   * <p>Canonical order: m_r is exact; the exponentials are {@link Function#EXP}; s_r is a sum of 64
   * lanes; one division each.
   *
   * <p>Error, for n columns: |ŷ − y| ≤ y·u·(|x_rc − m_r| + ln n + ⌈n/64⌉ + 12) + 2⁻¹⁴⁹. The
   * difference rounds by u·|x − m|, which the exponential turns into a relative error, and its own
   * is 2.2·u; in the sum these weigh Σ y·|x − m| ≤ ln n, the entropy; adding takes ⌈n/64⌉ + 6
   * roundings, dividing one.
   */
  void softmax(
      int rows,
      int columns,
      MemorySegment x,
      long xOffset,
      int ldx,
      MemorySegment y,
      long yOffset,
      int ldy);

  /**
   * y_rc ← (x_rc − m_r) − ln s_r, with m_r and s_r as in {@link #softmax}.
   *
   * <p>X and Y are [rows, columns]. Y may be X.
   *
   * <p>Error, for n columns: |ŷ − y| ≤ u·(|x_rc − m_r| + |y| + 3·ln n + ⌈n/64⌉ + 9): what s_r is
   * off by, relatively, its logarithm is off by, absolutely.
   */
  void logSoftmax(
      int rows,
      int columns,
      MemorySegment x,
      long xOffset,
      int ldx,
      MemorySegment y,
      long yOffset,
      int ldy);

  /**
   * dx_rc ← y_rc·(dy_rc − Σⱼ y_rj·dy_rj), the derivative of {@link #softmax}, where Y is its
   * result.
   *
   * <p>All are [rows, columns]. dX may be dY.
   *
   * <p>Canonical order: the sum is a dot product of 64 lanes.
   *
   * <p>Error, for n columns: |got − exact| ≤ |y_rc|·u·(⌈n/64⌉ + 9)·(|dy_rc| + Σⱼ|y_rj·dy_rj|).
   */
  void softmaxBackward(
      int rows,
      int columns,
      MemorySegment y,
      long yOffset,
      int ldy,
      MemorySegment dy,
      long dyOffset,
      int lddy,
      MemorySegment dx,
      long dxOffset,
      int lddx);

  /**
   * y_rc ← (x_rc − shift_c)·factor_c: the scaling of features.
   *
   * <p>X and Y are [rows, columns]; shift and factor are [columns]. Y may be X.
   *
   * <p>Error: two roundings.
   */
  void scaleColumns(
      int rows,
      int columns,
      MemorySegment x,
      long xOffset,
      int ldx,
      MemorySegment shift,
      long shiftOffset,
      MemorySegment factor,
      long factorOffset,
      MemorySegment y,
      long yOffset,
      int ldy);
}
