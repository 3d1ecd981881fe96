package dev.neurite.kernel;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.neurite.testing.TestKernels;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Softmax, its logarithm and its derivative: errors, laws, special values. */
@Tag("kernel")
class SoftmaxTest {
  private static final double U = 0x1p-24;
  private static final int ROWS = 3;

  private final Elementwise kernels = TestKernels.expected().elementwise();

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 5, 8, 10, 16, 17, 63, 64, 65, 100, 1000, 1024, 1025, 2500})
  void probabilitiesAreExactToAFewRoundings(int columns) {
    Rows x = new Rows(ROWS, columns).random(columns, -10, 10);
    Rows y = softmax(x);
    for (int r = 0; r < ROWS; r++) {
      double max = max(x, r);
      double sum = sum(x, r, max);
      for (int c = 0; c < columns; c++) {
        double exact = Math.exp(x.get(r, c) - max) / sum;
        // x − m rounds once, by up to 20·u; e and the sum by a few u; the division once
        double bound = exact * U * (20 + 4 + columns / 64 + 8);
        assertEquals(exact, y.get(r, c), bound, "row " + r + ", column " + c);
      }
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 7, 8, 10, 64, 100, 1025})
  void logarithmsAreExactToAFewRoundings(int columns) {
    Rows x = new Rows(ROWS, columns).random(columns, -10, 10);
    Rows y = x.copy();
    kernels.logSoftmax(ROWS, columns, x.memory, x.offset, x.ld, y.memory, y.offset, y.ld);
    for (int r = 0; r < ROWS; r++) {
      double max = max(x, r);
      double log = Math.log(sum(x, r, max));
      for (int c = 0; c < columns; c++) {
        double bound = U * (20 + 2 * 30 + columns / 64 + 12);
        assertEquals(x.get(r, c) - max - log, y.get(r, c), bound);
      }
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 10, 1000})
  void probabilitiesSumToOne(int columns) {
    Rows y = softmax(new Rows(ROWS, columns).random(7, -50, 50));
    for (int r = 0; r < ROWS; r++) {
      double sum = 0;
      for (int c = 0; c < columns; c++) {
        sum += y.get(r, c);
      }
      assertEquals(1, sum, U * (columns / 64 + 16));
    }
  }

  @Test
  void aConstantShiftChangesNothing() {
    Rows x = new Rows(ROWS, 37);
    Rows shifted = new Rows(ROWS, 37);
    for (int r = 0; r < ROWS; r++) {
      for (int c = 0; c < 37; c++) {
        float element = (r * 37 + c) % 11 * 0.25f;
        x.set(r, c, element);
        shifted.set(r, c, element + 4096); // exact
      }
    }
    assertSameRows(softmax(x), softmax(shifted));
  }

  @Test
  void hugeScoresNeitherOverflowNorVanish() {
    Rows y = softmax(Rows.of(1e4f, 1e4f, -1e4f, 3e38f, -3e38f));
    assertEquals(1, y.get(0, 3));
    assertEquals(0, y.get(0, 0));
    Rows even = softmax(Rows.of(3e38f, 3e38f, Float.NEGATIVE_INFINITY));
    assertEquals(0.5f, even.get(0, 0));
    assertEquals(0, even.get(0, 2));
  }

  @Test
  void rowsThatHaveNoAnswerBecomeNan() {
    for (float bad : new float[] {Float.NaN, Float.POSITIVE_INFINITY}) {
      for (int place = 0; place < 9; place++) {
        Rows x = Rows.of(1, 2, 3, 4, 5, 6, 7, 8, 9);
        x.set(0, place, bad);
        Rows y = softmax(x);
        for (int c = 0; c < 9; c++) {
          assertTrue(Float.isNaN(y.get(0, c)), bad + " at " + place + ", column " + c);
        }
      }
    }
    float none = Float.NEGATIVE_INFINITY;
    assertTrue(Float.isNaN(softmax(Rows.of(none, none, none)).get(0, 1)));
  }

  @Test
  void rowsWithoutColumnsAreLeftAlone() {
    Rows x = new Rows(ROWS, 0, 4);
    kernels.softmax(ROWS, 0, x.memory, x.offset, x.ld, x.memory, x.offset, x.ld);
    kernels.logSoftmax(ROWS, 0, x.memory, x.offset, x.ld, x.memory, x.offset, x.ld);
    assertTrue(Float.isNaN(x.get(1, 0)));
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 10, 1100})
  void derivativesAreExactToAFewRoundings(int columns) {
    Rows y = softmax(new Rows(ROWS, columns).random(3, -2, 2));
    Rows dy = new Rows(ROWS, columns).random(4, -1, 1);
    Rows dx = dy.copy();
    kernels.softmaxBackward(
        ROWS, columns, y.memory, y.offset, y.ld, dx.memory, dx.offset, dx.ld, dx.memory, dx.offset,
        dx.ld);
    for (int r = 0; r < ROWS; r++) {
      double dot = 0;
      for (int c = 0; c < columns; c++) {
        dot += (double) y.get(r, c) * dy.get(r, c);
      }
      for (int c = 0; c < columns; c++) {
        double bound = U * y.get(r, c) * (columns / 64 + 12);
        assertEquals(y.get(r, c) * (dy.get(r, c) - dot), dx.get(r, c), bound);
      }
    }
  }

  @Test
  void aSumOfProductsThatVanishKeepsItsSign() {
    int columns = 67; // a rest beyond 64 lanes
    int last = 65; // its lane is −0 already, and stays so
    Rows y = new Rows(1, columns);
    Rows dx = new Rows(1, columns);
    for (int c = 0; c < columns; c++) {
      y.set(0, c, 1e-30f);
      dx.set(0, c, c == last ? -0f : -1e-30f);
    }
    kernels.softmaxBackward(
        1, columns, y.memory, y.offset, y.ld, dx.memory, dx.offset, dx.ld, dx.memory, dx.offset,
        dx.ld);
    assertEquals(0f, dx.get(0, last)); // −0 − (−0), not −0 − (+0)
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 10, 1100})
  void scalingIsTwoRoundings(int columns) {
    Rows x = new Rows(ROWS, columns).random(1, -5, 5);
    Rows shift = new Rows(1, columns).random(2, -5, 5);
    Rows factor = new Rows(1, columns).random(3, 0.1, 5);
    Rows y = x.copy();
    kernels.scaleColumns(
        ROWS,
        columns,
        y.memory,
        y.offset,
        y.ld,
        shift.memory,
        shift.offset,
        factor.memory,
        factor.offset,
        y.memory,
        y.offset,
        y.ld);
    for (int r = 0; r < ROWS; r++) {
      for (int c = 0; c < columns; c++) {
        assertEquals((x.get(r, c) - shift.get(0, c)) * factor.get(0, c), y.get(r, c));
      }
    }
  }

  @Test
  void partsOfAnArrayGetTheBitsOfTheWhole() {
    int n = 100;
    for (Function f : Function.values()) {
      Rows x = new Rows(1, n).random(9, -4, 4);
      Rows whole = x.copy();
      Rows parts = x.copy();
      kernels.activate(f, 0.5f, n, x.memory, x.offset, whole.memory, x.offset);
      for (int from = 0, length = 1; from < n; from += length, length++) {
        int count = Math.min(length, n - from);
        long at = x.offset + from;
        kernels.activate(f, 0.5f, count, parts.memory, at, parts.memory, at);
      }
      assertSameRows(whole, parts);
    }
  }

  private Rows softmax(Rows x) {
    Rows y = x.copy();
    kernels.softmax(x.rows, x.columns, y.memory, y.offset, y.ld, y.memory, y.offset, y.ld);
    return y;
  }

  private static void assertSameRows(Rows expected, Rows got) {
    for (int r = 0; r < expected.rows; r++) {
      for (int c = 0; c < expected.columns; c++) {
        assertEquals(expected.get(r, c), got.get(r, c), "row " + r + ", column " + c);
      }
    }
  }

  private static double max(Rows x, int r) {
    double max = Double.NEGATIVE_INFINITY;
    for (int c = 0; c < x.columns; c++) {
      max = Math.max(max, x.get(r, c));
    }
    return max;
  }

  private static double sum(Rows x, int r, double max) {
    double sum = 0;
    for (int c = 0; c < x.columns; c++) {
      sum += Math.exp(x.get(r, c) - max);
    }
    return sum;
  }
}
