package dev.neurite.kernel;

import static dev.neurite.testing.Assertions.assertWithin;

import dev.neurite.testing.TestKernels;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Tag;
import net.jqwik.api.constraints.IntRange;

/** Rows of mean 0 and variance 1, and their derivative, against {@code double} oracles. */
@Tag("kernel")
class NormalisationErrorBoundTest {
  private static final float EPSILON = 1e-5f;
  private static final double U = 0x1p-24;

  private final Elementwise kernels = TestKernels.expected().elementwise();
  private final Reductions reductions = TestKernels.expected().reductions();

  @Property(tries = 60, seed = "1", edgeCases = EdgeCasesMode.NONE)
  void normalisedRowsStayWithinTheirErrorBound(
      @ForAll @IntRange(min = 2, max = 700) int n, @ForAll long seed) {
    Matrix x = Matrix.contiguous(seed, 1, n);
    Matrix y = Matrix.contiguous(seed + 1, 1, n);
    Matrix inverse = Matrix.contiguous(seed + 2, 1, 1);
    kernels.normaliseRows(
        1,
        n,
        EPSILON,
        x.segment(),
        x.offset(),
        n,
        y.segment(),
        y.offset(),
        n,
        inverse.segment(),
        inverse.offset());
    double mean = 0;
    double magnitude = 0;
    for (int c = 0; c < n; c++) {
      mean += x.get(0, c) / (double) n;
      magnitude += Math.abs(x.get(0, c)) / (double) n;
    }
    double variance = 0;
    for (int c = 0; c < n; c++) {
      variance += (x.get(0, c) - mean) * (x.get(0, c) - mean) / n;
    }
    double i = 1 / Math.sqrt(variance + EPSILON);
    double roundings = Math.ceilDiv(n, 64) + 8;
    for (int c = 0; c < n; c++) {
      double exact = (x.get(0, c) - mean) * i;
      double shift = i * roundings * U * magnitude;
      double bound = shift + Math.abs(exact) * ((roundings + 4) * U + shift);
      assertWithin(exact, y.get(0, c), 1.001 * bound, "column " + c + " of " + n);
    }
  }

  @Property(tries = 60, seed = "2", edgeCases = EdgeCasesMode.NONE)
  void theirDerivativeStaysWithinItsErrorBound(
      @ForAll @IntRange(min = 1, max = 700) int n, @ForAll long seed) {
    Matrix y = Matrix.contiguous(seed, 1, n);
    Matrix dy = Matrix.contiguous(seed + 1, 1, n);
    Matrix inverse = Matrix.contiguous(seed + 2, 1, 1);
    Matrix dx = Matrix.contiguous(seed + 3, 1, n);
    kernels.normaliseRowsBackward(
        1,
        n,
        y.segment(),
        y.offset(),
        n,
        dy.segment(),
        dy.offset(),
        n,
        inverse.segment(),
        inverse.offset(),
        dx.segment(),
        dx.offset(),
        n);
    double a = 0;
    double b = 0;
    double sizeA = 0;
    double sizeB = 0;
    for (int c = 0; c < n; c++) {
      double product = dy.get(0, c) * (double) y.get(0, c);
      a += dy.get(0, c) / (double) n;
      b += product / n;
      sizeA += Math.abs(dy.get(0, c)) / (double) n;
      sizeB += Math.abs(product) / n;
    }
    double i = inverse.get(0, 0);
    int roundings = Math.ceilDiv(n, 64) + 10;
    for (int c = 0; c < n; c++) {
      double exact = i * (dy.get(0, c) - a - b * y.get(0, c));
      double size = Math.abs(dy.get(0, c)) + sizeA + Math.abs(y.get(0, c)) * sizeB;
      int column = c;
      ErrorBound.assertWithin(
          dx.get(0, c), exact, roundings, Math.abs(i) * size, () -> "column " + column);
    }
  }

  @Property(tries = 40, seed = "3", edgeCases = EdgeCasesMode.NONE)
  void mapsAndProductsByColumnStayWithinTheirErrorBounds(
      @ForAll @IntRange(min = 1, max = 90) int rows,
      @ForAll @IntRange(min = 1, max = 40) int n,
      @ForAll boolean accumulate,
      @ForAll long seed) {
    Matrix x = Matrix.contiguous(seed, rows, n);
    Matrix factor = Matrix.contiguous(seed + 1, 1, n);
    Matrix shift = Matrix.contiguous(seed + 2, 1, n);
    Matrix y = Matrix.contiguous(seed + 3, rows, n);
    Matrix old = y.copy();
    kernels.affineColumns(
        rows,
        n,
        x.segment(),
        x.offset(),
        n,
        factor.segment(),
        factor.offset(),
        shift.segment(),
        shift.offset(),
        accumulate,
        y.segment(),
        y.offset(),
        n);
    Matrix z = shift.copy();
    reductions.columnDots(
        rows,
        n,
        x.segment(),
        x.offset(),
        n,
        y.segment(),
        y.offset(),
        n,
        accumulate,
        z.segment(),
        z.offset());
    for (int c = 0; c < n; c++) {
      int column = c;
      double sum = accumulate ? shift.get(0, c) : 0;
      double sumOfSizes = Math.abs(sum);
      for (int r = 0; r < rows; r++) {
        double product = x.get(r, c) * (double) factor.get(0, c);
        double before = accumulate ? old.get(r, c) : 0;
        double size = Math.abs(product) + Math.abs(shift.get(0, c)) + Math.abs(before);
        ErrorBound.assertWithin(
            y.get(r, c), product + shift.get(0, c) + before, 2, size, () -> "column " + column);
        sum += x.get(r, c) * (double) y.get(r, c);
        sumOfSizes += Math.abs(x.get(r, c) * (double) y.get(r, c));
      }
      ErrorBound.assertWithin(z.get(0, c), sum, rows, sumOfSizes, () -> "product " + column);
    }
  }
}
