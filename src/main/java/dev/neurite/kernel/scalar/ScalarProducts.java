package dev.neurite.kernel.scalar;

import dev.neurite.kernel.Elementwise;
import dev.neurite.kernel.Form;
import dev.neurite.kernel.ForwardOrder;
import dev.neurite.kernel.Function;
import dev.neurite.kernel.PackedDense;
import dev.neurite.kernel.Products;
import dev.neurite.kernel.RowPlan;
import java.lang.foreign.MemorySegment;
import java.util.Arrays;
import java.util.List;

/**
 * Products in plain loops over copies of the operands.
 *
 * <p>The chains of one row of outputs advance side by side: step p of all of them is y ← x[p]·(row
 * p of the right operand) + y. Each output still is one chain with p ascending.
 */
final class ScalarProducts implements Products {
  private final Scratch row = new Scratch();
  private final Scratch left = new Scratch();
  private final Scratch right = new Scratch();
  private final Scratch bias = new Scratch();
  private final Scratch output = new Scratch();
  private final Sums sums = new Sums();

  private final Elementwise elementwise;

  /** Products whose layers are activated by these kernels. */
  ScalarProducts(Elementwise elementwise) {
    this.elementwise = elementwise;
  }

  @Override
  public void gemm(
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
      int ldc) {
    float[] opA = // [m, k]
        form.transposesA()
            ? left.transpose(k, m, a, aOffset, lda, row)
            : left.matrix(m, k, a, aOffset, lda);
    float[] opB = // [k, n]
        form.transposesB()
            ? right.transpose(n, k, b, bOffset, ldb, row)
            : right.matrix(k, n, b, bOffset, ldb);
    for (int i = 0; i < m; i++) {
      long ci = cOffset + (long) i * ldc;
      float[] sum = accumulate ? output.vector(n, c, ci) : zeros(n);
      chains(n, k, opA, i * k, opB, sum);
      Scratch.write(n, sum, c, ci);
    }
  }

  @Override
  public void dense(
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
      int ldy) {
    float[] weights =
        ForwardOrder.of(out) == ForwardOrder.CHAIN
            ? right.transpose(out, in, w, wOffset, in, row)
            : right.matrix(out, in, w, wOffset, in);
    float[] start = b.equals(MemorySegment.NULL) ? null : bias.vector(out, b, bOffset);
    for (int r = 0; r < batch; r++) {
      row(in, out, weights, start, x, xOffset + (long) r * ldx, y, yOffset + (long) r * ldy);
    }
  }

  @Override
  public void denseRow(
      int in,
      int out,
      MemorySegment x,
      long xOffset,
      MemorySegment w,
      long wOffset,
      MemorySegment b,
      long bOffset,
      MemorySegment y,
      long yOffset) {
    ForwardOrder order = ForwardOrder.of(out);
    if (order != ForwardOrder.CHAIN) {
      dense(1, in, out, x, xOffset, in, w, wOffset, b, bOffset, y, yOffset, out);
      return;
    }
    float[] xs = left.vector(in, x, xOffset);
    float[] ys = b.equals(MemorySegment.NULL) ? zeros(out) : output.vector(out, b, bOffset);
    for (int j = 0; j < out; j++) { // one output after the other: nothing to transpose for one row
      float[] wj = row.vector(in, w, wOffset + (long) j * in);
      ys[j] = Sums.chain(in, ys[j], xs, wj, 0);
    }
    Scratch.write(out, ys, y, yOffset);
  }

  @Override
  public PackedDense pack(
      int in, int out, MemorySegment w, long wOffset, MemorySegment b, long bOffset) {
    return ScalarLayer.of(in, out, w, wOffset, b, bOffset);
  }

  @Override
  public void repack(
      PackedDense layer, MemorySegment w, long wOffset, MemorySegment b, long bOffset) {
    ScalarLayer.of(layer).fill(w, wOffset, b, bOffset, row);
  }

  @Override
  public void dense(
      PackedDense layer,
      Function f,
      float parameter,
      int batch,
      MemorySegment x,
      long xOffset,
      int ldx,
      MemorySegment y,
      long yOffset,
      int ldy) {
    ScalarLayer s = ScalarLayer.of(layer);
    for (int r = 0; r < batch; r++) {
      long yr = yOffset + (long) r * ldy;
      row(s.in(), s.out(), s.weights(), s.bias(), x, xOffset + (long) r * ldx, y, yr);
      elementwise.activate(f, parameter, s.out(), y, yr, y, yr);
    }
  }

  @Override
  public void denseRow(
      PackedDense layer,
      Function f,
      float parameter,
      MemorySegment x,
      long xOffset,
      MemorySegment y,
      long yOffset) {
    ScalarLayer s = ScalarLayer.of(layer);
    row(s.in(), s.out(), s.weights(), s.bias(), x, xOffset, y, yOffset);
    elementwise.activate(f, parameter, s.out(), y, yOffset, y, yOffset);
  }

  @Override
  public RowPlan rowPlan(List<RowPlan.Layer> layers, boolean softmax) {
    return new ScalarRow(this, elementwise, layers, softmax);
  }

  @Override
  public void axpy(
      int n, float alpha, MemorySegment x, long xOffset, MemorySegment y, long yOffset) {
    float[] xs = left.vector(n, x, xOffset);
    float[] ys = right.vector(n, y, yOffset);
    Sums.axpy(n, alpha, xs, 0, ys);
    Scratch.write(n, ys, y, yOffset);
  }

  /** n chains of length k, side by side: y ← y + x·B with x[k] from {@code start} on, B [k, n]. */
  private static void chains(int n, int k, float[] x, int start, float[] b, float[] y) {
    for (int p = 0; p < k; p++) {
      Sums.axpy(n, x[start + p], b, p * n, y);
    }
  }

  /** One row through a layer, its weights in the order of {@link ScalarLayer}, b may be null. */
  private void row(
      int in,
      int out,
      float[] w,
      float[] b,
      MemorySegment x,
      long xOffset,
      MemorySegment y,
      long yOffset) {
    float[] xs = left.vector(in, x, xOffset);
    float[] ys = output.atLeast(out);
    row(in, out, w, b, xs, ys);
    Scratch.write(out, ys, y, yOffset);
  }

  /** The same, array to array. */
  void row(int in, int out, float[] w, float[] b, float[] x, float[] y) {
    ForwardOrder order = ForwardOrder.of(out);
    if (order == ForwardOrder.CHAIN) {
      if (b == null) {
        Arrays.fill(y, 0, out, 0);
      } else {
        System.arraycopy(b, 0, y, 0, out);
      }
      chains(out, in, x, 0, w, y);
    } else {
      few(order, in, out, x, w, b, y);
    }
  }

  /** The outputs of a layer with few of them; w is [out, in], b may be null. */
  private void few(
      ForwardOrder order, int in, int out, float[] x, float[] w, float[] b, float[] y) {
    for (int j = 0; j < out; j++) {
      float sum =
          order == ForwardOrder.FOUR_CHAINS
              ? Sums.fourChains(in, x, w, j * in)
              : sums.dot(in, x, w, j * in);
      y[j] = b == null ? sum : sum + b[j];
    }
  }

  private float[] zeros(int n) {
    float[] y = output.atLeast(n);
    Arrays.fill(y, 0, n, 0);
    return y;
  }
}
