package dev.neurite.kernel;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.neurite.testing.TestKernels;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Reductions of special values, at every position of body and tail. */
@Tag("kernel")
@Tag("sample512")
class ReductionSpecialsTest {
  private static final int[] LENGTHS = {1, 2, 3, 4, 5, 8, 15, 16, 17, 33, 64, 67, 130};

  private final Reductions reductions = TestKernels.expected().reductions();

  @Test
  void nothingHasSumPlusZeroAndMaximumMinusInfinity() {
    Matrix empty = Matrix.vector();
    assertEquals(0f, sum(empty));
    assertEquals(0f, dot(empty, empty));
    assertEquals(Float.NEGATIVE_INFINITY, max(empty));
  }

  @Test
  void theMaximumOfAnythingAndNaNIsNaN() {
    everywhere(-1, Float.NaN, Float.NaN);
    everywhere(Float.POSITIVE_INFINITY, Float.NaN, Float.NaN);
  }

  @Test
  void plusZeroIsAboveMinusZero() {
    everywhere(-0f, 0f, 0f);
    everywhere(-0f, -0f, -0f);
  }

  @Test
  void infinitiesAreTheExtremes() {
    everywhere(Float.MAX_VALUE, Float.POSITIVE_INFINITY, Float.POSITIVE_INFINITY);
    everywhere(Float.NEGATIVE_INFINITY, -Float.MAX_VALUE, -Float.MAX_VALUE);
    everywhere(Float.NEGATIVE_INFINITY, Float.NEGATIVE_INFINITY, Float.NEGATIVE_INFINITY);
  }

  @Test
  void sumsOfMinusZerosArePlusZero() {
    for (int n : LENGTHS) {
      assertEquals(0f, sum(filled(n, -0f)), "sum of " + n);
      assertEquals(0f, dot(filled(n, -0f), filled(n, 1)), "dot of " + n);
    }
  }

  /** fma(−10⁻³⁰, 10⁻³⁰, +0) rounds to −0; a lane that no element reaches is +0, and −0 + 0 = +0. */
  @Test
  void negativeProductsThatUnderflowSumToMinusZeroOnceEveryLaneHasOne() {
    for (int n : LENGTHS) {
      float expected = n < 64 ? 0f : -0f;
      assertEquals(expected, dot(filled(n, -1e-30f), filled(n, 1e-30f)), "dot of " + n);
    }
  }

  @Test
  void columnSumsOverwriteNaNAndKeepTheSignOfAnOldZero() {
    Matrix y = filled(19, Float.NaN);
    columnSums(0, y, false);
    y.assertSameBits(filled(19, 0), "no rows");
    y = filled(19, -0f);
    columnSums(0, y, true);
    y.assertSameBits(filled(19, -0f), "no rows, accumulate");
    columnSums(2, y, true);
    y.assertSameBits(filled(19, -0f), "rows of −0, accumulate");
    columnSums(2, y, false);
    y.assertSameBits(filled(19, 0), "rows of −0");
  }

  /** The maximum, with one element among equal others, at every position. */
  private void everywhere(float others, float one, float expected) {
    for (int n : LENGTHS) {
      for (int i = 0; i < n; i++) {
        Matrix x = filled(n, others);
        x.set(0, i, one);
        assertEquals(expected, max(x), "maximum of " + n + ", " + one + " at " + i);
      }
    }
    assertEquals(one, max(Matrix.vector(one)));
  }

  private void columnSums(int rows, Matrix y, boolean accumulate) {
    Matrix x = filled(2 * y.columns(), -0f);
    reductions.columnSums(
        rows,
        y.columns(),
        x.segment(),
        x.offset(),
        y.columns(),
        accumulate,
        y.segment(),
        y.offset());
  }

  private float sum(Matrix x) {
    return reductions.sum(x.columns(), x.segment(), x.offset());
  }

  private float dot(Matrix x, Matrix y) {
    return reductions.dot(x.columns(), x.segment(), x.offset(), y.segment(), y.offset());
  }

  private float max(Matrix x) {
    return reductions.max(x.columns(), x.segment(), x.offset());
  }

  private static Matrix filled(int n, float value) {
    Matrix x = Matrix.of(1, n, 0);
    for (int i = 0; i < n; i++) {
      x.set(0, i, value);
    }
    return x;
  }
}
