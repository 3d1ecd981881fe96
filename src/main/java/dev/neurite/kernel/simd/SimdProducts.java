package dev.neurite.kernel.simd;

import static java.lang.foreign.ValueLayout.JAVA_FLOAT;

import dev.neurite.kernel.Elementwise;
import dev.neurite.kernel.Form;
import dev.neurite.kernel.ForwardOrder;
import dev.neurite.kernel.Function;
import dev.neurite.kernel.PackedDense;
import dev.neurite.kernel.Products;
import dev.neurite.kernel.RowPlan;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.List;
import jdk.incubator.vector.FloatVector;

/** Products: which of the loops of this package serves which shape. */
final class SimdProducts implements Products {
  private static final int FEW_ROWS = 3; // so few rows read W one by one: it is a matter of memory

  private final Elementwise elementwise;
  private final Gemm gemm = new Gemm();
  private final FewOutputs fewOutputs = new FewOutputs();
  private final ManyOutputs manyOutputs = new ManyOutputs();
  private final RowPanels rowPanels = new RowPanels();
  private final Scratch bias = new Scratch();
  private final Packing packing = new Packing();
  private final Sums sums = new Sums();
  private final ShortDots shortDots = new ShortDots();
  private final Loop spread = Loop.of(SimdProducts::spread);
  private final MemorySegment vectors = Arena.ofAuto().allocate(4L * 4 * Lanes.LENGTH, 64);

  /** Products whose layers are activated by these kernels. */
  SimdProducts(Elementwise elementwise) {
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
    if (form == Form.NT && !accumulate && ldb == k && rowByRow(m, k, n)) {
      for (int r = 0; r < m; r++) {
        long ar = aOffset + (long) r * lda;
        manyOutputs.denseRow(
            k, n, a, ar, b, bOffset, MemorySegment.NULL, 0, c, cOffset + (long) r * ldc);
      }
      return;
    }
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
        if (rowByRow(batch, in, out)) {
          for (int r = 0; r < batch; r++) {
            long xr = xOffset + (long) r * ldx;
            manyOutputs.denseRow(
                in, out, x, xr, w, wOffset, b, bOffset, y, yOffset + (long) r * ldy);
          }
          return;
        }
        float[] start = null;
        if (!b.equals(MemorySegment.NULL)) {
          start = bias.atLeast(Blocking.padded(out, Blocking.NR));
          Scratch.read(out, b, bOffset, start, 0);
        }
        gemm.run(
            Form.NT, batch, out, in, x, xOffset, ldx, w, wOffset, in, start, false, y, yOffset,
            ldy);
      }
      case FOUR_CHAINS ->
          fewOutputs.dense(
              batch, in, out, x, xOffset, ldx, w, wOffset, b, bOffset, y, yOffset, ldy);
      case LANES_64 -> {
        if (batch > FEW_ROWS && ShortDots.serves(in)) {
          for (int j = 0; j < out; j++) {
            long row = wOffset + (long) j * in;
            shortDots.run(batch, in, x, xOffset, ldx, w, row, b, bOffset + j, y, yOffset + j, ldy);
          }
          return;
        }
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
  public PackedDense pack(
      int in, int out, MemorySegment w, long wOffset, MemorySegment b, long bOffset) {
    SimdLayer layer = new SimdLayer(in, out, !b.equals(MemorySegment.NULL));
    layer.fill(packing, w, wOffset, b, bOffset);
    return layer;
  }

  @Override
  public void repack(
      PackedDense layer, MemorySegment w, long wOffset, MemorySegment b, long bOffset) {
    SimdLayer.of(layer).fill(packing, w, wOffset, b, bOffset);
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
    SimdLayer s = SimdLayer.of(layer);
    int block = batch <= FEW_ROWS ? 1 : Blocking.rows(Blocking.steps(s.in()));
    for (int r = 0; r < batch; r += block) {
      int rows = Math.min(block, batch - r);
      long yr = yOffset + (long) r * ldy;
      packed(s, rows, x, xOffset + (long) r * ldx, ldx, y, yr, ldy);
      activate(f, parameter, rows, s.out(), y, yr, ldy);
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
    SimdLayer s = SimdLayer.of(layer);
    boolean relu = f == Function.LEAKY_RELU && parameter == 0;
    if (s.order == ForwardOrder.LANES_64) {
      fewest(s, f, parameter, x, xOffset, y, yOffset);
    } else if (s.panels == null) {
      dense(1, s.in(), s.out(), x, xOffset, s.in(), s.w, 0, s.b, 0, y, yOffset, s.out());
      activate(f, parameter, 1, s.out(), y, yOffset, s.out());
    } else {
      if (s.order == ForwardOrder.FOUR_CHAINS) {
        fewOutputs.row(s, relu, x, xOffset, y, yOffset);
      } else {
        rowPanels.row(s, relu, x, xOffset, y, yOffset);
      }
      activate(relu ? Function.IDENTITY : f, parameter, 1, s.out(), y, yOffset, s.out());
    }
  }

  @Override
  public RowPlan rowPlan(List<RowPlan.Layer> layers, boolean softmax) {
    return new SimdRow(this, elementwise, layers, softmax);
  }

  /**
   * A row through a packed layer of more than 4 outputs, array to array.
   *
   * @param y with room for whole panels
   * @param memory for the row, before and behind
   */
  void row(SimdLayer s, boolean relu, float[] x, int start, float[] y, MemorySegment memory) {
    if (s.panels == null) {
      Scratch.write(s.in(), x, start, memory, 0);
      long behind = s.in();
      denseRow(s, relu ? Function.LEAKY_RELU : Function.IDENTITY, 0, memory, 0, memory, behind);
      Scratch.read(s.out(), memory, behind, y, 0);
    } else if (s.order == ForwardOrder.FOUR_CHAINS) {
      fewOutputs.row(s, relu, x, start, y);
    } else {
      rowPanels.row(s, relu, x, start, y);
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

  /**
   * True if W is better read for each row than packed for all. A row of 256 × 784 takes 18 µs, any
   * number up to eight in panels 52, so three rows are too many: surplus outputs count as well.
   */
  private static boolean rowByRow(int batch, int in, int out) {
    return ManyOutputs.serves(in, out) && (long) batch * ManyOutputs.padded(out) < 3L * out;
  }

  /** Rows through a packed layer, before its activation. */
  private void packed(
      SimdLayer s,
      int rows,
      MemorySegment x,
      long xOffset,
      int ldx,
      MemorySegment y,
      long yOffset,
      int ldy) {
    if (s.panels == null) {
      dense(rows, s.in(), s.out(), x, xOffset, ldx, s.w, 0, s.b, 0, y, yOffset, ldy);
    } else if (s.order == ForwardOrder.FOUR_CHAINS) {
      fewOutputs.packed(rows, s.in(), s.out(), x, xOffset, ldx, s.panels, s.bias, y, yOffset, ldy);
    } else if (rows == 1) {
      rowPanels.row(s, false, x, xOffset, y, yOffset);
    } else {
      gemm.packed(rows, s.out(), s.in(), x, xOffset, ldx, s.panels, s.bias, y, yOffset, ldy);
    }
  }

  private void activate(
      Function f, float parameter, int rows, int n, MemorySegment y, long yOffset, int ldy) {
    if (f == Function.IDENTITY) {
      return;
    }
    if (ldy == n) {
      elementwise.activate(f, parameter, rows * n, y, yOffset, y, yOffset);
      return;
    }
    for (int r = 0; r < rows; r++) {
      long yr = yOffset + (long) r * ldy;
      elementwise.activate(f, parameter, n, y, yr, y, yr);
    }
  }

  /**
   * A row through a packed layer of 1 to 4 outputs. Each fills a vector while it is activated: a
   * single element that is stored and read as a part of a vector takes longer than f.
   */
  private void fewest(
      SimdLayer s,
      Function f,
      float parameter,
      MemorySegment x,
      long xOffset,
      MemorySegment y,
      long yOffset) {
    int out = s.out();
    lanes64(s.in(), out, x, xOffset, s.w, 0, s.b, 0, y, yOffset);
    if (f == Function.IDENTITY) {
      return;
    }
    for (int j = 0; j < out; j++) {
      float z = y.getAtIndex(JAVA_FLOAT, yOffset + j);
      spread.run(Lanes.LENGTH, z, vectors, 0, vectors, (long) j * Lanes.LENGTH);
    }
    elementwise.activate(f, parameter, out * Lanes.LENGTH, vectors, 0, vectors, 0);
    for (int j = 0; j < out; j++) {
      y.setAtIndex(JAVA_FLOAT, yOffset + j, vectors.getAtIndex(JAVA_FLOAT, j * Lanes.LENGTH));
    }
  }

  /** y ← p. */
  private static void spread(
      int n, float p, MemorySegment unused, long unusedOffset, MemorySegment y, long yOffset) {
    for (int i = 0; i < n; i += Lanes.LENGTH) {
      Lanes.store(FloatVector.broadcast(Lanes.F32, p), y, yOffset + i);
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
