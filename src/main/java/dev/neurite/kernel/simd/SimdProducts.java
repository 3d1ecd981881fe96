package dev.neurite.kernel.simd;

import static java.lang.foreign.ValueLayout.JAVA_FLOAT;

import dev.neurite.kernel.Form;
import dev.neurite.kernel.ForwardOrder;
import dev.neurite.kernel.Products;
import java.lang.foreign.MemorySegment;
import jdk.incubator.vector.FloatVector;

/** Products: which of the loops of this package serves which shape. */
final class SimdProducts implements Products {
  private final Gemm gemm = new Gemm();
  private final FewOutputs fewOutputs = new FewOutputs();
  private final ManyOutputs manyOutputs = new ManyOutputs();
  private final Scratch bias = new Scratch();
  private final Sums sums = new Sums();

  SimdProducts() {}

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
    gemm.run(form, m, n, k, a, aOffset, lda, b, bOffset, ldb, null, accumulate, c, cOffset, ldc);
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
    switch (ForwardOrder.of(out)) {
      case CHAIN -> {
        float[] start = null;
        if (!b.equals(MemorySegment.NULL)) {
          start = bias.atLeast(Blocking.padded(out, Blocking.NR));
          Scratch.read(out, b, bOffset, start, 0);
        }
        gemm.run(
            Form.NT, batch, out, in, x, xOffset, ldx, w, wOffset, in, start, false, y, yOffset, ldy);
      }
      case FOUR_CHAINS ->
          fewOutputs.dense(
              batch, in, out, x, xOffset, ldx, w, wOffset, b, bOffset, y, yOffset, ldy);
      case LANES_64 -> {
        for (int r = 0; r < batch; r++) {
          long xr = xOffset + (long) r * ldx;
          lanes64(in, out, x, xr, w, wOffset, b, bOffset, y, yOffset + (long) r * ldy);
        }
      }
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
    switch (ForwardOrder.of(out)) {
      case CHAIN -> manyOutputs.denseRow(in, out, x, xOffset, w, wOffset, b, bOffset, y, yOffset);
      case FOUR_CHAINS ->
          fewOutputs.denseRow(in, out, x, xOffset, w, wOffset, b, bOffset, y, yOffset);
      case LANES_64 -> lanes64(in, out, x, xOffset, w, wOffset, b, bOffset, y, yOffset);
    }
  }

  @Override
  public void axpy(
      int n, float alpha, MemorySegment x, long xOffset, MemorySegment y, long yOffset) {
    FloatVector a = FloatVector.broadcast(Lanes.F32, alpha);
    int body = n - n % Lanes.LENGTH;
    for (int i = 0; i < body; i += Lanes.LENGTH) {
      FloatVector old = Lanes.load(y, yOffset + i);
      Lanes.store(a.fma(Lanes.load(x, xOffset + i), old), y, yOffset + i);
    }
    for (int i = body; i < n; i++) { // tail
      float xi = x.getAtIndex(JAVA_FLOAT, xOffset + i);
      float yi = y.getAtIndex(JAVA_FLOAT, yOffset + i);
      y.setAtIndex(JAVA_FLOAT, yOffset + i, Math.fma(alpha, xi, yi));
    }
  }

  /** A row through a layer of 1 to 4 outputs. */
  private void lanes64(
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
    boolean biased = !b.equals(MemorySegment.NULL);
    for (int j = 0; j < out; j++) {
      float sum = sums.dot(in, x, xOffset, w, wOffset + (long) j * in);
      float z = biased ? sum + b.getAtIndex(JAVA_FLOAT, bOffset + j) : sum;
      y.setAtIndex(JAVA_FLOAT, yOffset + j, z);
    }
  }
}
