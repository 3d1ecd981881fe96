package dev.neurite.kernel;

import dev.neurite.check.Check;
import dev.neurite.check.Operands;
import java.lang.foreign.MemorySegment;
import java.util.List;

/** Checks in front of {@link Products}. */
final class CheckedProducts implements Products {
  private final Products kernels;

  CheckedProducts(Products kernels) {
    this.kernels = kernels;
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
    Check.notNull("gemm", "form", form);
    Check.size("gemm", "m", m);
    Check.size("gemm", "n", n);
    Check.size("gemm", "k", k);
    int aRows = form.transposesA() ? k : m;
    int aColumns = form.transposesA() ? m : k;
    int bRows = form.transposesB() ? n : k;
    int bColumns = form.transposesB() ? k : n;
    Operands.matrix("gemm", "A", a, aOffset, aRows, aColumns, lda);
    Operands.matrix("gemm", "B", b, bOffset, bRows, bColumns, ldb);
    Operands.matrix("gemm", "C", c, cOffset, m, n, ldc);
    Operands.writable("gemm", "C", c);
    Operands.disjoint("gemm", "C", c, cOffset, m, n, ldc, "A", a, aOffset, aRows, aColumns, lda);
    Operands.disjoint("gemm", "C", c, cOffset, m, n, ldc, "B", b, bOffset, bRows, bColumns, ldb);
    kernels.gemm(form, m, n, k, a, aOffset, lda, b, bOffset, ldb, accumulate, c, cOffset, ldc);
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
    Check.size("dense", "batch", batch);
    Check.size("dense", "in", in);
    Check.size("dense", "out", out);
    Operands.matrix("dense", "X", x, xOffset, batch, in, ldx);
    Operands.matrix("dense", "W", w, wOffset, out, in, in);
    Operands.matrix("dense", "Y", y, yOffset, batch, out, ldy);
    Operands.writable("dense", "Y", y);
    Operands.disjoint("dense", "Y", y, yOffset, batch, out, ldy, "X", x, xOffset, batch, in, ldx);
    Operands.disjoint("dense", "Y", y, yOffset, batch, out, ldy, "W", w, wOffset, out, in, in);
    Check.notNull("dense", "b", b);
    if (!b.equals(MemorySegment.NULL)) {
      Operands.vector("dense", "b", b, bOffset, out);
      Operands.disjoint("dense", "Y", y, yOffset, batch, out, ldy, "b", b, bOffset, 1, out, out);
    }
    kernels.dense(batch, in, out, x, xOffset, ldx, w, wOffset, b, bOffset, y, yOffset, ldy);
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
    Check.size("denseRow", "in", in);
    Check.size("denseRow", "out", out);
    Operands.vector("denseRow", "x", x, xOffset, in);
    Operands.matrix("denseRow", "W", w, wOffset, out, in, in);
    Operands.vector("denseRow", "y", y, yOffset, out);
    Operands.writable("denseRow", "y", y);
    Operands.disjoint("denseRow", "y", y, yOffset, out, "x", x, xOffset, in);
    Operands.disjoint("denseRow", "y", y, yOffset, 1, out, out, "W", w, wOffset, out, in, in);
    Check.notNull("denseRow", "b", b);
    if (!b.equals(MemorySegment.NULL)) {
      Operands.vector("denseRow", "b", b, bOffset, out);
      Operands.disjoint("denseRow", "y", y, yOffset, out, "b", b, bOffset, out);
    }
    kernels.denseRow(in, out, x, xOffset, w, wOffset, b, bOffset, y, yOffset);
  }

  @Override
  public PackedDense pack(
      int in, int out, MemorySegment w, long wOffset, MemorySegment b, long bOffset) {
    Check.size("pack", "in", in);
    Check.size("pack", "out", out);
    Operands.matrix("pack", "W", w, wOffset, out, in, in);
    Check.notNull("pack", "b", b);
    if (!b.equals(MemorySegment.NULL)) {
      Operands.vector("pack", "b", b, bOffset, out);
    }
    return kernels.pack(in, out, w, wOffset, b, bOffset);
  }

  @Override
  public void repack(
      PackedDense layer, MemorySegment w, long wOffset, MemorySegment b, long bOffset) {
    Check.notNull("repack", "layer", layer);
    Operands.matrix("repack", "W", w, wOffset, layer.out(), layer.in(), layer.in());
    Check.notNull("repack", "b", b);
    if (b.equals(MemorySegment.NULL) == layer.biased()) {
      throw new IllegalArgumentException(
          "repack: the layer was packed "
              + (layer.biased() ? "with a bias, and b is NULL" : "without a bias, and there is a b")
              + "; pack a new one");
    }
    if (layer.biased()) {
      Operands.vector("repack", "b", b, bOffset, layer.out());
    }
    kernels.repack(layer, w, wOffset, b, bOffset);
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
    Check.notNull("dense", "layer", layer);
    CheckedElementwise.checkFunction("dense", f, parameter);
    Check.size("dense", "batch", batch);
    int in = layer.in();
    int out = layer.out();
    Operands.matrix("dense", "X", x, xOffset, batch, in, ldx);
    Operands.matrix("dense", "Y", y, yOffset, batch, out, ldy);
    Operands.writable("dense", "Y", y);
    Operands.disjoint("dense", "Y", y, yOffset, batch, out, ldy, "X", x, xOffset, batch, in, ldx);
    kernels.dense(layer, f, parameter, batch, x, xOffset, ldx, y, yOffset, ldy);
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
    Check.notNull("denseRow", "layer", layer);
    CheckedElementwise.checkFunction("denseRow", f, parameter);
    Operands.vector("denseRow", "x", x, xOffset, layer.in());
    Operands.vector("denseRow", "y", y, yOffset, layer.out());
    Operands.writable("denseRow", "y", y);
    Operands.disjoint("denseRow", "y", y, yOffset, layer.out(), "x", x, xOffset, layer.in());
    kernels.denseRow(layer, f, parameter, x, xOffset, y, yOffset);
  }

  @Override
  public RowPlan rowPlan(List<RowPlan.Layer> layers, boolean softmax) {
    if (Check.notNull("rowPlan", "layers", layers).isEmpty()) {
      throw new IllegalArgumentException("rowPlan: there must be a layer at least, got none");
    }
    int in = -1;
    for (RowPlan.Layer layer : layers) {
      PackedDense weights = Check.notNull("rowPlan", "weights", layer.weights());
      CheckedElementwise.checkFunction("rowPlan", layer.function(), layer.parameter());
      if (in >= 0 && weights.in() != in) {
        throw new IllegalArgumentException(
            "rowPlan: a layer of %d inputs follows one of %d outputs; they must be the same"
                .formatted(weights.in(), in));
      }
      in = weights.out();
    }
    return kernels.rowPlan(layers, softmax);
  }

  @Override
  public void axpy(
      int n, float alpha, MemorySegment x, long xOffset, MemorySegment y, long yOffset) {
    Check.size("axpy", "n", n);
    Operands.vector("axpy", "x", x, xOffset, n);
    Operands.vector("axpy", "y", y, yOffset, n);
    Operands.writable("axpy", "y", y);
    Operands.sameOrDisjoint("axpy", n, "y", y, yOffset, "x", x, xOffset);
    kernels.axpy(n, alpha, x, xOffset, y, yOffset);
  }
}
