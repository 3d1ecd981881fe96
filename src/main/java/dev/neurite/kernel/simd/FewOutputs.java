package dev.neurite.kernel.simd;

import static dev.neurite.kernel.simd.Lanes.LENGTH;

import java.lang.foreign.MemorySegment;
import java.util.Arrays;

/**
 * Rows through a layer of 5 to 16 outputs, in the order of four chains.
 *
 * <p>In a batch outputs lie in lanes: the weights are packed as [steps][16], 16 / LENGTH vectors
 * for each step. Two vectors of outputs advance together or, where one holds all outputs, four
 * rows: their chains hide the latency of fma, and loads are shared. For one row of a layer that is
 * not packed, packing costs more than the product; there the four chains of one output after the
 * other are scalars.
 *
 * <p>Packed layers have whole groups of four steps: what is missing is filled with x = 0 and w =
 * −0, whose product −0 leaves every sum as it is, −0 included. So too a bias that is not there is
 * −0.
 */
final class FewOutputs {
  /** Places for outputs in the packed weights. */
  static final int WIDTH = 16;

  private static final int BLOCK = ChainsInLanes.ROWS; // rows that are copied at a time

  private final Packing packing = new Packing();
  private final Loop relu = Loop.ofArray(Scratch::relu);
  private final Scratch packed = new Scratch();
  private final Scratch rows = new Scratch();
  private final float[] bias = new float[WIDTH];
  private final float[] noBias = new float[WIDTH]; // −0, which added to anything changes no bit
  private final ChainsInLanes chainsInLanes = new ChainsInLanes();
  private final float[] sums = new float[(BLOCK + 1) * WIDTH]; // rows of out, room for one more

  FewOutputs() {
    Arrays.fill(noBias, -0f);
  }

  /** Floats of the packed weights of a layer, and of the room that packing needs. */
  static int packedLength(int in) {
    return weights(in) + Packing.SLACK;
  }

  /** Floats of the packed weights of a layer. */
  static int weights(int in) {
    return Math.multiplyExact(steps(in), WIDTH);
  }

  /** W into [steps][16]; the weights of the surplus steps are −0. */
  static void pack(
      Packing packing, int in, int out, MemorySegment w, long wOffset, float[] weights) {
    packing.transpose(out, in, w, wOffset, in, weights, 0, WIDTH);
    Arrays.fill(weights, in * WIDTH, steps(in) * WIDTH, -0f);
  }

  /** {@code in} rounded up to four chains. */
  private static int steps(int in) {
    return Blocking.padded(in, 4);
  }

  /** As {@link dev.neurite.kernel.Products#dense}, for {@code out ≤ 16}. */
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
      int ldy) {
    float[] start = null;
    if (!b.equals(MemorySegment.NULL)) {
      start = bias;
      Scratch.read(out, b, bOffset, start, 0);
    }
    if (ChainsInLanes.SERVES && batch >= ChainsInLanes.ROWS) {
      chains(batch, in, out, x, xOffset, ldx, w, wOffset, start, y, yOffset, ldy);
      return;
    }
    float[] weights = packed.atLeast(packedLength(in));
    pack(packing, in, out, w, wOffset, weights);
    packed(batch, in, out, x, xOffset, ldx, weights, start, y, yOffset, ldy);
  }

  /**
   * The same with packed weights.
   *
   * @param bias padded to {@link #WIDTH}, or null
   */
  void packed(
      int batch,
      int in,
      int out,
      MemorySegment x,
      long xOffset,
      int ldx,
      float[] weights,
      float[] bias,
      MemorySegment y,
      long yOffset,
      int ldy) {
    float[] xs = rows.atLeast(Math.multiplyExact(Math.min(batch, BLOCK), steps(in)));
    float[] end = bias == null ? noBias : bias;
    for (int r = 0; r < batch; r += BLOCK) {
      int n = Math.min(BLOCK, batch - r);
      read(n, in, x, xOffset + (long) r * ldx, ldx, xs, 0);
      if (LENGTH == WIDTH) {
        oneVector(n, steps(in), out, xs, weights, end);
      } else {
        moreVectors(n, steps(in), out, xs, weights, end);
      }
      write(n, out, y, yOffset + (long) r * ldy, ldy);
    }
  }

  /** One row through a packed layer, and max(0, ·) of that if asked for. */
  void row(
      SimdLayer layer, boolean relu, MemorySegment x, long xOffset, MemorySegment y, long yOffset) {
    float[] xs = rows.atLeast(steps(layer.in()));
    Scratch.read(layer.in(), x, xOffset, xs, 0);
    row(layer, relu, xs, 0, sums);
    Scratch.write(layer.out(), sums, 0, y, yOffset);
  }

  /** The same, array to array: {@code y} has room for {@link #WIDTH} outputs. */
  void row(SimdLayer layer, boolean relu, float[] x, int xOffset, float[] y) {
    int in = layer.in();
    int steps = steps(in);
    if (in < steps) {
      float[] xs = rows.atLeast(steps);
      System.arraycopy(x, xOffset, xs, 0, in);
      Arrays.fill(xs, in, steps, 0);
      x = xs;
      xOffset = 0;
    }
    float[] end = layer.bias == null ? noBias : layer.bias;
    if (LENGTH == WIDTH) {
      FourChains.alignedRow(steps, x, xOffset, layer.aligned, end, relu, y);
      return;
    }
    for (int v = 0; v < WIDTH; v += 2 * LENGTH) {
      FourChains.twoVectors(steps, x, xOffset, layer.panels, v, end, y, v);
    }
    if (relu) {
      this.relu.run(WIDTH, y);
    }
  }

  /**
   * As {@link dev.neurite.kernel.Products#denseRow}, for {@code out ≤ 16} and weights as they are.
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
      long yOffset) {
    float[] xs = rows.vector(in, x, xOffset);
    float[] weights = packed.vector(Math.multiplyExact(out, in), w, wOffset);
    float[] end = noBias;
    if (!b.equals(MemorySegment.NULL)) {
      end = bias;
      Scratch.read(out, b, bOffset, end, 0);
    }
    for (int j = 0; j < out; j++) {
      sums[j] = FourChains.scalar(in, xs, weights, j * in) + end[j];
    }
    Scratch.write(out, sums, 0, y, yOffset);
  }

  /** Sixteen rows at a time. The last may do some of those before once more. */
  private void chains(
      int batch,
      int in,
      int out,
      MemorySegment x,
      long xOffset,
      int ldx,
      MemorySegment w,
      long wOffset,
      float[] bias,
      MemorySegment y,
      long yOffset,
      int ldy) {
    int steps = steps(in);
    int length = Math.multiplyExact(out, steps);
    float[] weights = packed.atLeast(Math.addExact(length, ChainsInLanes.SLACK));
    read(out, in, w, wOffset, in, weights, -0f);
    float[] end = bias == null ? noBias : bias;
    for (int r = 0; r < batch; r += BLOCK) {
      int first = Math.min(r, batch - BLOCK);
      long from = xOffset + (long) first * ldx;
      chainsInLanes.run(in, steps, out, x, from, ldx, weights, end, sums);
      write(BLOCK, out, y, yOffset + (long) first * ldy, ldy);
    }
  }

  /** Rows whose outputs fill one vector: four at a time. Surplus lanes are written over. */
  private void oneVector(int n, int steps, int out, float[] xs, float[] weights, float[] end) {
    int i = 0;
    for (; i + 4 <= n; i += 4) {
      FourChains.fourRows(steps, xs, i * steps, weights, end, sums, i * out, out);
    }
    for (; i < n; i++) {
      FourChains.oneRow(steps, xs, i * steps, weights, end, sums, i * out);
    }
  }

  /** Rows whose outputs fill several vectors: two of them at a time. */
  private void moreVectors(int n, int steps, int out, float[] xs, float[] weights, float[] end) {
    for (int i = 0; i < n; i++) {
      for (int v = 0; v < WIDTH; v += 2 * LENGTH) {
        FourChains.twoVectors(steps, xs, i * steps, weights, v, end, sums, i * out + v);
      }
    }
  }

  /** Rows with whole groups of four steps; the surplus is {@code rest}. */
  private static void read(
      int n, int in, MemorySegment x, long offset, int ldx, float[] xs, float rest) {
    int steps = steps(in);
    if (ldx == in && in == steps) {
      Scratch.read(n * in, x, offset, xs, 0);
      return;
    }
    for (int i = 0; i < n; i++) {
      Scratch.read(in, x, offset + (long) i * ldx, xs, i * steps);
      Arrays.fill(xs, i * steps + in, (i + 1) * steps, rest);
    }
  }

  private void write(int n, int out, MemorySegment y, long offset, int ldy) {
    if (ldy == out) {
      Scratch.write(n * out, sums, 0, y, offset);
    } else {
      for (int i = 0; i < n; i++) {
        Scratch.write(out, sums, i * out, y, offset + (long) i * ldy);
      }
    }
  }
}
