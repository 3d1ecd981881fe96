package dev.neurite.kernel;

import dev.neurite.testing.TestKernels;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Tag;
import net.jqwik.api.constraints.IntRange;

/** Sums and y ← α·x + y against a {@code double} oracle, within their bounds. */
@Tag("kernel")
class ReductionErrorBoundTest {
  private final Kernels kernels = TestKernels.expected();

  @Property(tries = 150, seed = "1", edgeCases = EdgeCasesMode.NONE)
  void dotStaysWithinItsErrorBound(@ForAll @IntRange(max = 5000) int n, @ForAll long seed) {
    Matrix x = Matrix.contiguous(seed, 1, n);
    Matrix y = Matrix.contiguous(~seed, 1, n);
    float got = kernels.reductions().dot(n, x.segment(), x.offset(), y.segment(), y.offset());
    ErrorBound.assertSum(
        got, roundings(n), 0, n, i -> (double) x.get(0, i) * y.get(0, i), () -> "dot of " + n);
  }

  @Property(tries = 150, seed = "2", edgeCases = EdgeCasesMode.NONE)
  void sumStaysWithinItsErrorBound(@ForAll @IntRange(max = 5000) int n, @ForAll long seed) {
    Matrix x = Matrix.contiguous(seed, 1, n);
    float got = kernels.reductions().sum(n, x.segment(), x.offset());
    ErrorBound.assertSum(got, roundings(n), 0, n, i -> x.get(0, i), () -> "sum of " + n);
  }

  @Property(tries = 100, seed = "3", edgeCases = EdgeCasesMode.NONE)
  void columnSumsStayWithinTheirErrorBound(
      @ForAll @IntRange(max = 60) int rows,
      @ForAll @IntRange(max = 80) int columns,
      @ForAll boolean accumulate,
      @ForAll long seed) {
    Matrix x = Matrix.random(seed, rows, columns);
    Matrix old = accumulate ? Matrix.contiguous(~seed, 1, columns) : Matrix.of(1, columns, 0);
    Matrix y = old.copy();
    kernels
        .reductions()
        .columnSums(
            rows, columns, x.segment(), x.offset(), x.ld(), accumulate, y.segment(), y.offset());
    for (int c = 0; c < columns; c++) {
      int column = c;
      ErrorBound.assertSum(
          y.get(0, c),
          rows,
          accumulate ? old.get(0, c) : 0,
          rows,
          r -> x.get(r, column),
          () -> "column " + column + " of " + rows + " rows");
    }
  }

  @Property(tries = 100, seed = "4", edgeCases = EdgeCasesMode.NONE)
  void axpyRoundsOnce(@ForAll @IntRange(max = 100) int n, @ForAll long seed) {
    float alpha = 1.7f;
    Matrix x = Matrix.contiguous(seed, 1, n);
    Matrix old = Matrix.contiguous(~seed, 1, n);
    Matrix y = old.copy();
    kernels.products().axpy(n, alpha, x.segment(), x.offset(), y.segment(), y.offset());
    for (int i = 0; i < n; i++) {
      double exact = (double) alpha * x.get(0, i) + old.get(0, i);
      ErrorBound.assertWithin(y.get(0, i), exact, 1, Math.abs(exact), () -> "axpy of " + n);
    }
  }

  private static int roundings(int n) {
    return (n + 63) / 64 + 6;
  }
}
