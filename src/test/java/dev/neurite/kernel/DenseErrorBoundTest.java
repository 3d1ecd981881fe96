package dev.neurite.kernel;

import dev.neurite.testing.TestKernels;
import java.lang.foreign.MemorySegment;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Tag;
import net.jqwik.api.constraints.IntRange;

/** Dense layers in all three orders: accuracy, and that a row is the same alone and in a batch. */
@Tag("kernel")
class DenseErrorBoundTest {
  private final Kernels kernels = TestKernels.expected();

  @Property(tries = 300, seed = "1", edgeCases = EdgeCasesMode.NONE)
  void everyOutputStaysWithinItsErrorBound(
      @ForAll boolean biased,
      @ForAll @IntRange(max = 9) int batch,
      @ForAll @IntRange(max = 200) int in,
      @ForAll @IntRange(max = 40) int out,
      @ForAll long seed) {
    Matrix x = Matrix.random(seed, batch, in);
    Matrix w = Matrix.contiguous(seed + 1, out, in);
    Matrix b = biased ? Matrix.contiguous(seed + 2, 1, out) : null;
    Matrix y = dense(x, w, b);
    for (int r = 0; r < batch; r++) {
      for (int j = 0; j < out; j++) {
        int row = r;
        int output = j;
        ErrorBound.assertSum(
            y.get(r, j),
            in + 2,
            biased ? b.get(0, j) : 0,
            in,
            p -> (double) x.get(row, p) * w.get(output, p),
            () -> "dense " + in + " to " + out + ", [" + row + ", " + output + "]");
      }
    }
  }

  @Property(tries = 300, seed = "2", edgeCases = EdgeCasesMode.NONE)
  void aRowHasTheSameBitsAloneAndInABatch(
      @ForAll boolean biased,
      @ForAll @IntRange(max = 9) int batch,
      @ForAll @IntRange(max = 300) int in,
      @ForAll @IntRange(max = 40) int out,
      @ForAll long seed) {
    Matrix x = Matrix.random(seed, batch, in);
    Matrix w = Matrix.contiguous(seed + 1, out, in);
    Matrix b = biased ? Matrix.contiguous(seed + 2, 1, out) : null;
    Matrix expected = dense(x, w, b);
    Matrix y = Matrix.of(batch, out, 3);
    for (int r = 0; r < batch; r++) {
      row(x.from(r, 0), w, b, y.from(r, 0));
    }
    y.assertSameBits(expected, "rows of " + in + " to " + out);
  }

  private Matrix dense(Matrix x, Matrix w, Matrix b) {
    Matrix y = Matrix.of(x.rows(), w.rows(), 3);
    kernels
        .products()
        .dense(
            x.rows(),
            x.columns(),
            w.rows(),
            x.segment(),
            x.offset(),
            x.ld(),
            w.segment(),
            w.offset(),
            b == null ? MemorySegment.NULL : b.segment(),
            b == null ? 0 : b.offset(),
            y.segment(),
            y.offset(),
            y.ld());
    return y;
  }

  private void row(Matrix x, Matrix w, Matrix b, Matrix y) {
    kernels
        .products()
        .denseRow(
            x.columns(),
            w.rows(),
            x.segment(),
            x.offset(),
            w.segment(),
            w.offset(),
            b == null ? MemorySegment.NULL : b.segment(),
            b == null ? 0 : b.offset(),
            y.segment(),
            y.offset());
  }
}
