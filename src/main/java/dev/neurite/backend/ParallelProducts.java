package dev.neurite.backend;

import dev.neurite.kernel.Form;
import dev.neurite.kernel.Function;
import dev.neurite.kernel.PackedDense;
import dev.neurite.kernel.Products;
import dev.neurite.kernel.RowPlan;
import dev.neurite.parallel.RangeTask;
import java.lang.foreign.MemorySegment;
import java.util.List;

/**
 * Products on several threads: by rows of the output, or by columns where rows are few.
 *
 * <p>A part of a dense layer is a layer with fewer outputs, whose canonical order could be another
 * ({@link dev.neurite.kernel.ForwardOrder}). So a layer is split by outputs only where every part
 * keeps at least {@link #OUTPUTS}, all of which are single chains.
 */
final class ParallelProducts implements Products {
  /**
   * Rows: whole register tiles where those have 4 or 8 rows, one ragged tile a thread otherwise.
   */
  private static final int ROWS = 8;

  /** Outputs of a part of a layer: more than 16, and a multiple of {@link Split#LINE}. */
  private static final int OUTPUTS = 32;

  private final Split split;
  private final Products[] workers;
  private final GemmTask gemmTask;
  private final DenseTask denseTask;
  private final PackedTask packedTask = new PackedTask();
  private final DenseRowTask denseRowTask = new DenseRowTask();
  private final AxpyTask axpyTask = new AxpyTask();

  ParallelProducts(Split split, Products[] workers) {
    this.split = split;
    this.workers = workers;
    this.gemmTask = new GemmTask(workers);
    this.denseTask = new DenseTask(workers);
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
    if (!split.pays((long) m * n * k, Split.PRODUCT)) {
      workers[0].gemm(form, m, n, k, a, aOffset, lda, b, bOffset, ldb, accumulate, c, cOffset, ldc);
      return;
    }
    gemmTask.form = form;
    gemmTask.m = m;
    gemmTask.n = n;
    gemmTask.k = k;
    gemmTask.a = a;
    gemmTask.aOffset = aOffset;
    gemmTask.lda = lda;
    gemmTask.b = b;
    gemmTask.bOffset = bOffset;
    gemmTask.ldb = ldb;
    gemmTask.accumulate = accumulate;
    gemmTask.c = c;
    gemmTask.cOffset = cOffset;
    gemmTask.ldc = ldc;
    gemmTask.byRows = isTall(m) || n < m;
    if (gemmTask.byRows) {
      split.run(gemmTask, m, ROWS);
    } else {
      split.run(gemmTask, n, Split.LINE);
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
    if (!split.pays((long) batch * in * out, Split.PRODUCT)) {
      workers[0].dense(batch, in, out, x, xOffset, ldx, w, wOffset, b, bOffset, y, yOffset, ldy);
      return;
    }
    denseTask.batch = batch;
    denseTask.in = in;
    denseTask.out = out;
    denseTask.x = x;
    denseTask.xOffset = xOffset;
    denseTask.ldx = ldx;
    denseTask.w = w;
    denseTask.wOffset = wOffset;
    denseTask.b = b;
    denseTask.bOffset = bOffset;
    denseTask.y = y;
    denseTask.yOffset = yOffset;
    denseTask.ldy = ldy;
    denseTask.byRows = isTall(batch) || out < 2 * OUTPUTS;
    if (denseTask.byRows) {
      split.run(denseTask, batch, ROWS);
    } else {
      split.run(denseTask, out / OUTPUTS, 1);
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
    if (out < 2 * OUTPUTS || !split.pays((long) in * out, Split.PRODUCT)) {
      workers[0].denseRow(in, out, x, xOffset, w, wOffset, b, bOffset, y, yOffset);
      return;
    }
    denseRowTask.in = in;
    denseRowTask.out = out;
    denseRowTask.x = x;
    denseRowTask.xOffset = xOffset;
    denseRowTask.w = w;
    denseRowTask.wOffset = wOffset;
    denseRowTask.b = b;
    denseRowTask.bOffset = bOffset;
    denseRowTask.y = y;
    denseRowTask.yOffset = yOffset;
    split.run(denseRowTask, out / OUTPUTS, 1);
  }

  @Override
  public PackedDense pack(
      int in, int out, MemorySegment w, long wOffset, MemorySegment b, long bOffset) {
    return workers[0].pack(in, out, w, wOffset, b, bOffset);
  }

  @Override
  public void repack(
      PackedDense layer, MemorySegment w, long wOffset, MemorySegment b, long bOffset) {
    workers[0].repack(layer, w, wOffset, b, bOffset);
  }

  /** By rows only: the parts of a packed layer cannot be told apart here. */
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
    if (!split.pays((long) batch * layer.in() * layer.out(), Split.PRODUCT)) {
      workers[0].dense(layer, f, parameter, batch, x, xOffset, ldx, y, yOffset, ldy);
      return;
    }
    packedTask.layer = layer;
    packedTask.f = f;
    packedTask.parameter = parameter;
    packedTask.x = x;
    packedTask.xOffset = xOffset;
    packedTask.ldx = ldx;
    packedTask.y = y;
    packedTask.yOffset = yOffset;
    packedTask.ldy = ldy;
    split.run(packedTask, batch, ROWS);
  }

  /** One row stays with the caller. */
  @Override
  public void denseRow(
      PackedDense layer,
      Function f,
      float parameter,
      MemorySegment x,
      long xOffset,
      MemorySegment y,
      long yOffset) {
    workers[0].denseRow(layer, f, parameter, x, xOffset, y, yOffset);
  }

  /** One row stays with the caller. */
  @Override
  public RowPlan rowPlan(List<RowPlan.Layer> layers, boolean softmax) {
    return workers[0].rowPlan(layers, softmax);
  }

  @Override
  public void axpy(
      int n, float alpha, MemorySegment x, long xOffset, MemorySegment y, long yOffset) {
    if (!split.pays(n, Split.LINEAR)) {
      workers[0].axpy(n, alpha, x, xOffset, y, yOffset);
      return;
    }
    axpyTask.alpha = alpha;
    axpyTask.x = x;
    axpyTask.xOffset = xOffset;
    axpyTask.y = y;
    axpyTask.yOffset = yOffset;
    split.run(axpyTask, n, Split.LINE);
  }

  /** True if every thread can have rows. */
  private boolean isTall(int rows) {
    return rows >= ROWS * split.threads();
  }

  /** The first output of the part of a layer that starts at group {@code group}. */
  static int firstOutput(int group) {
    return group * OUTPUTS;
  }

  /** The end of the part before group {@code group}; the last part takes what is left over. */
  static int endOutput(int group, int out) {
    return group == out / OUTPUTS ? out : group * OUTPUTS;
  }

  static long biasOffset(MemorySegment b, long bOffset, int output) {
    return b.equals(MemorySegment.NULL) ? bOffset : bOffset + output;
  }

  private final class PackedTask implements RangeTask {
    private PackedDense layer;
    private Function f;
    private float parameter;
    private MemorySegment x;
    private long xOffset;
    private int ldx;
    private MemorySegment y;
    private long yOffset;
    private int ldy;

    @Override
    public void run(int thread, int from, int to) {
      long xFrom = xOffset + (long) from * ldx;
      long yFrom = yOffset + (long) from * ldy;
      workers[thread].dense(layer, f, parameter, to - from, x, xFrom, ldx, y, yFrom, ldy);
    }
  }

  private final class DenseRowTask implements RangeTask {
    private int in;
    private int out;
    private MemorySegment x;
    private long xOffset;
    private MemorySegment w;
    private long wOffset;
    private MemorySegment b;
    private long bOffset;
    private MemorySegment y;
    private long yOffset;

    @Override
    public void run(int thread, int from, int to) {
      int first = firstOutput(from);
      int end = endOutput(to, out);
      workers[thread].denseRow(
          in,
          end - first,
          x,
          xOffset,
          w,
          wOffset + (long) first * in,
          b,
          biasOffset(b, bOffset, first),
          y,
          yOffset + first);
    }
  }

  private final class AxpyTask implements RangeTask {
    private float alpha;
    private MemorySegment x;
    private long xOffset;
    private MemorySegment y;
    private long yOffset;

    @Override
    public void run(int thread, int from, int to) {
      workers[thread].axpy(to - from, alpha, x, xOffset + from, y, yOffset + from);
    }
  }
}
