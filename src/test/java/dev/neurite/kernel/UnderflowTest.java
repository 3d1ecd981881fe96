package dev.neurite.kernel;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.neurite.testing.TestKernels;
import java.lang.foreign.MemorySegment;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * Products that underflow to −0 add up to −0 where every chain has one: no kernel may pad a sum
 * with +0, or add a bias that is not there.
 */
@Tag("kernel")
@Tag("sample512")
class UnderflowTest {
  private static final int BATCH = 6;

  private final Kernels scalar = TestKernels.scalar();
  private final Kernels tested = TestKernels.expected();

  @Test
  void layersKeepTheSignOfZero() {
    for (int out : new int[] {1, 4, 5, 8, 10, 16, 17, 40}) {
      for (int in : new int[] {1, 3, 4, 5, 6, 7, 8, 16, 32, 63, 64, 65}) {
        Matrix x = constant(BATCH, in, 1e-30f);
        Matrix w = constant(out, in, -1e-30f);
        String what = in + " to " + out;
        Matrix expected = dense(scalar, x, w);
        dense(tested, x, w).assertSameBits(expected, what);
        packed(tested, x, w).assertSameBits(expected, what + ", packed");
      }
    }
  }

  @Test
  void fourChainsOfUnderflowsAreMinusZero() {
    Matrix y = dense(tested, constant(BATCH, 7, 1e-30f), constant(10, 7, -1e-30f));
    for (int r = 0; r < BATCH; r++) {
      assertEquals(-0f, y.get(r, 9));
    }
  }

  private static Matrix dense(Kernels kernels, Matrix x, Matrix w) {
    Matrix y = Matrix.of(BATCH, w.rows(), 0);
    MemorySegment none = MemorySegment.NULL;
    kernels
        .products()
        .dense(
            BATCH,
            w.columns(),
            w.rows(),
            x.segment(),
            x.offset(),
            x.ld(),
            w.segment(),
            w.offset(),
            none,
            0,
            y.segment(),
            y.offset(),
            y.ld());
    return y;
  }

  private static Matrix packed(Kernels kernels, Matrix x, Matrix w) {
    Matrix y = Matrix.of(BATCH, w.rows(), 0);
    Products products = kernels.products();
    PackedDense layer =
        products.pack(w.columns(), w.rows(), w.segment(), w.offset(), MemorySegment.NULL, 0);
    products.dense(
        layer,
        Function.IDENTITY,
        0,
        BATCH,
        x.segment(),
        x.offset(),
        x.ld(),
        y.segment(),
        y.offset(),
        y.ld());
    return y;
  }

  private static Matrix constant(int rows, int columns, float value) {
    Matrix matrix = Matrix.contiguous(1, rows, columns);
    for (int r = 0; r < rows; r++) {
      for (int c = 0; c < columns; c++) {
        matrix.set(r, c, value);
      }
    }
    return matrix;
  }
}
