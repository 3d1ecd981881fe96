package dev.neurite.kernel;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.neurite.testing.TestKernels;
import java.lang.foreign.MemorySegment;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * The canonical orders, spelled out once more and on their own: an order that changed in all
 * implementations alike would change the answers of every stored model, and fails here.
 */
@Tag("kernel")
@Tag("sample512")
class CanonicalOrderTest {
  private static final int[] LENGTHS = {0, 1, 2, 3, 4, 5, 7, 31, 63, 64, 65, 97, 128, 150, 200};

  private final Kernels kernels = TestKernels.expected();

  @Test
  void dotAndSumAreSumsOf64Lanes() {
    for (int n : LENGTHS) {
      Matrix x = Matrix.contiguous(1, 1, n);
      Matrix y = Matrix.contiguous(2, 1, n);
      Reductions r = kernels.reductions();
      assertEquals(
          lanes64(x, y, 0, 0),
          r.dot(n, x.segment(), x.offset(), y.segment(), y.offset()),
          "dot of " + n);
      assertEquals(lanes64(x), r.sum(n, x.segment(), x.offset()), "sum of " + n);
    }
  }

  @Test
  void upTo4OutputsAreSumsOf64LanesPlusBias() {
    for (int out = 1; out <= 4; out++) {
      checkLayers(out, (x, w, row, output, bias) -> lanes64(x, w, row, output) + bias);
    }
  }

  @Test
  void upTo16OutputsAreFourChainsPlusBias() {
    for (int out = 5; out <= 16; out++) {
      checkLayers(out, (x, w, row, output, bias) -> fourChains(x, w, row, output) + bias);
    }
  }

  @Test
  void moreOutputsAreOneChainFromTheBias() {
    for (int out : new int[] {17, 18, 24, 31, 33}) {
      checkLayers(out, CanonicalOrderTest::chain);
    }
  }

  @Test
  void columnSumsAreChainsOfAdditionsWithRowsAscending() {
    Matrix x = Matrix.random(1, 23, 37);
    Matrix y = Matrix.of(1, 37, 0);
    kernels
        .reductions()
        .columnSums(23, 37, x.segment(), x.offset(), x.ld(), false, y.segment(), y.offset());
    for (int c = 0; c < 37; c++) {
      float sum = 0;
      for (int r = 0; r < 23; r++) {
        sum += x.get(r, c);
      }
      assertEquals(sum, y.get(0, c), "column " + c);
    }
  }

  /** One output of a layer: row {@code row} of x by row {@code output} of w. */
  @FunctionalInterface
  private interface Order {
    float output(Matrix x, Matrix w, int row, int output, float bias);
  }

  private void checkLayers(int out, Order order) {
    for (int in : LENGTHS) {
      Matrix x = Matrix.random(1, 3, in);
      Matrix w = Matrix.contiguous(2, out, in);
      Matrix b = Matrix.contiguous(3, 1, out);
      checkLayer(x, w, b, order);
      checkLayer(x, w, null, order); // + 0 changes no bit of these sums: none is −0
    }
  }

  private void checkLayer(Matrix x, Matrix w, Matrix b, Order order) {
    int in = x.columns();
    int out = w.rows();
    Matrix y = Matrix.of(x.rows(), out, 3);
    MemorySegment bias = b == null ? MemorySegment.NULL : b.segment();
    long biasOffset = b == null ? 0 : b.offset();
    kernels
        .products()
        .dense(
            x.rows(),
            in,
            out,
            x.segment(),
            x.offset(),
            x.ld(),
            w.segment(),
            w.offset(),
            bias,
            biasOffset,
            y.segment(),
            y.offset(),
            y.ld());
    for (int r = 0; r < x.rows(); r++) {
      for (int j = 0; j < out; j++) {
        float expected = order.output(x, w, r, j, b == null ? 0 : b.get(0, j));
        assertEquals(expected, y.get(r, j), in + " to " + out + ", [" + r + ", " + j + "]");
      }
    }
  }

  private static float chain(Matrix x, Matrix w, int row, int output, float start) {
    float sum = start;
    for (int p = 0; p < x.columns(); p++) {
      sum = Math.fma(x.get(row, p), w.get(output, p), sum);
    }
    return sum;
  }

  private static float fourChains(Matrix x, Matrix w, int row, int output) {
    float[] c = new float[4];
    for (int p = 0; p < x.columns(); p++) {
      c[p % 4] = Math.fma(x.get(row, p), w.get(output, p), c[p % 4]);
    }
    return (c[0] + c[1]) + (c[2] + c[3]);
  }

  private static float lanes64(Matrix x, Matrix w, int row, int output) {
    float[] lanes = new float[64];
    for (int i = 0; i < x.columns(); i++) {
      lanes[i % 64] = Math.fma(x.get(row, i), w.get(output, i), lanes[i % 64]);
    }
    return halved(lanes);
  }

  private static float lanes64(Matrix x) {
    float[] lanes = new float[64];
    for (int i = 0; i < x.columns(); i++) {
      lanes[i % 64] += x.get(0, i);
    }
    return halved(lanes);
  }

  /** Lane j += lane j + 32, 16, 8, 4, 2, 1, as a tree from its root. */
  private static float halved(float[] lanes) {
    return tree(lanes, 0, 1);
  }

  private static float tree(float[] lanes, int lane, int distance) {
    return distance == 64
        ? lanes[lane]
        : tree(lanes, lane, 2 * distance) + tree(lanes, lane + distance, 2 * distance);
  }
}
