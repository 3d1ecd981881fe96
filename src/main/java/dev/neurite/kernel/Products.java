package dev.neurite.kernel;

import java.lang.foreign.MemorySegment;
import java.util.List;

/** Matrix products, the forward pass of a dense layer, and y ← α·x + y. */
public interface Products {

  /**
   * C ← op(A)·op(B), or C ← C + op(A)·op(B) when {@code accumulate}.
   *
   * <p>C is [m, n]; the shapes of A and B are those of {@link Form}. Leading dimensions count
   * elements and are at least the length of a stored row. C shares no memory with A or B; A and B
   * may be the same.
   *
   * <p>Canonical order: cᵢⱼ is one chain over p = 0 … k − 1 of fma(op(A)ᵢₚ, op(B)ₚⱼ, ·), from +0,
   * or from the old cᵢⱼ when {@code accumulate}. Without {@code accumulate}, C is written and never
   * read, so it may hold NaN; with k = 0 it becomes +0.
   *
   * <p>Error: |ĉ − c| ≤ γₖ₊₁·(|old| + Σₚ|aᵢₚ·bₚⱼ|).
   */
  void gemm(
      Form form,
      int m,
      int n,
      int k,
      MemorySegment a,
      long aOffset,
      int lda,
      MemorySegment b,
      long bOffset,
      int ldb,
      boolean accumulate,
      MemorySegment c,
      long cOffset,
      int ldc);

  /**
   * Y ← X·Wᵀ + b: a batch through a dense layer, before its activation.
   *
   * <p>X is [batch, in] with leading dimension {@code ldx}, W is [out, in], contiguous, b is [out],
   * Y is [batch, out] with leading dimension {@code ldy}. A layer without bias passes {@link
   * MemorySegment#NULL} for b. Y shares no memory with X, W or b.
   *
   * <p>Canonical order: {@link ForwardOrder#of(int) ForwardOrder.of(out)}, the fma being fma(xₚ,
   * wⱼₚ, ·); without bias a chain starts from +0, and nothing is added after four chains or 64
   * lanes.
   *
   * <p>Error: |ŷ − y| ≤ γ₍ᵢₙ₊₂₎·(|bⱼ| + Σₚ|xₚ·wⱼₚ|).
   */
  void dense(
      int batch,
      int in,
      int out,
      MemorySegment x,
      long xOffset,
      int ldx,
      MemorySegment w,
      long wOffset,
      MemorySegment b,
      long bOffset,
      MemorySegment y,
      long yOffset,
      int ldy);

  /**
   * y ← W·x + b: one row through a dense layer. The bits of {@link #dense} with a batch of 1,
   * computed in the way that is best for one row.
   *
   * <p>x is [in], W is [out, in], contiguous, b is [out] or {@link MemorySegment#NULL}, y is [out].
   */
  void denseRow(
      int in,
      int out,
      MemorySegment x,
      long xOffset,
      MemorySegment w,
      long wOffset,
      MemorySegment b,
      long bOffset,
      MemorySegment y,
      long yOffset);

  /**
   * Packs the weights and bias of a layer, for many calls of {@link #dense(PackedDense, Function,
   * float, int, MemorySegment, long, int, MemorySegment, long, int)} and {@link
   * #denseRow(PackedDense, Function, float, MemorySegment, long, MemorySegment, long)}.
   *
   * <p>W is [out, in], contiguous, b is [out] or {@link MemorySegment#NULL}. Both are copied.
   *
   * <p>The one kernel that allocates: memory for the copy.
   */
  PackedDense pack(int in, int out, MemorySegment w, long wOffset, MemorySegment b, long bOffset);

  /**
   * Packs other weights and another bias into the memory of a layer: afterwards it gives the bits
   * of a layer that {@link #pack} makes of them.
   *
   * <p>W is [out, in] of the layer, contiguous, b is [out], or {@link MemorySegment#NULL} if and
   * only if the layer has no bias. Both are copied. Nobody else may use the layer meanwhile.
   *
   * @param layer from {@link #pack} of the same implementation
   */
  void repack(PackedDense layer, MemorySegment w, long wOffset, MemorySegment b, long bOffset);

  /**
   * Y ← f(X·Wᵀ + b): a batch through a packed layer and its activation.
   *
   * <p>X is [batch, in], Y is [batch, out], with leading dimensions {@code ldx} and {@code ldy}. Y
   * shares no memory with X.
   *
   * <p>The bits of {@link #dense(int, int, int, MemorySegment, long, int, MemorySegment, long,
   * MemorySegment, long, MemorySegment, long, int) dense} followed by {@link Elementwise#activate},
   * the activation being applied while the result is still in cache.
   *
   * @param layer from {@link #pack} of the same implementation
   * @param parameter of the functions that have one
   */
  void dense(
      PackedDense layer,
      Function f,
      float parameter,
      int batch,
      MemorySegment x,
      long xOffset,
      int ldx,
      MemorySegment y,
      long yOffset,
      int ldy);

  /**
   * y ← f(W·x + b): one row through a packed layer and its activation, with the bits of a batch of
   * 1.
   *
   * <p>x is [in], y is [out]; they share no memory.
   *
   * @param layer from {@link #pack} of the same implementation
   * @param parameter of the functions that have one
   */
  void denseRow(
      PackedDense layer,
      Function f,
      float parameter,
      MemorySegment x,
      long xOffset,
      MemorySegment y,
      long yOffset);

  /**
   * The way of one row through packed layers, for many calls of {@link RowPlan#run}.
   *
   * <p>A layer's inputs are the outputs of the one before. Weights that {@link #repack} changes are
   * those that later calls read.
   *
   * @param layers one or more, from {@link #pack} of the same implementation
   * @param softmax whether the last layer's outputs go through a softmax
   */
  RowPlan rowPlan(List<RowPlan.Layer> layers, boolean softmax);

  /**
   * y ← α·x + y, yᵢ = fma(α, xᵢ, yᵢ). x and y are [n]. y may be x.
   *
   * <p>Error: one rounding.
   */
  void axpy(int n, float alpha, MemorySegment x, long xOffset, MemorySegment y, long yOffset);
}
