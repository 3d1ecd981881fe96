package dev.neurite.kernel;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.neurite.testing.TestKernels;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Losses and their gradients against formulas in double, up to scores of ±10⁴. */
@Tag("kernel")
class LossAccuracyTest {
  private static final double U = 0x1p-24;
  private static final float P = 0.75f;
  private static final int[] OUTPUTS = {1, 2, 3, 7, 8, 10, 17, 64, 65, 130, 1030};
  private static final double[] SCALES = {0.1, 1, 5, 100, 1e4};

  private final Losses kernels = TestKernels.expected().losses();

  @ParameterizedTest
  @EnumSource
  void outputLossesStayWithinTheirErrors(OutputLoss loss) {
    for (int out : OUTPUTS) {
      for (double scale : SCALES) {
        compare(loss, new Rows(3, out).random(out, -scale, scale), targets(loss, 3, out));
      }
    }
  }

  @ParameterizedTest
  @EnumSource
  void batchesOfOneOutputWithoutGapsStayWithinTheirErrors(OutputLoss loss) {
    for (int batch : OUTPUTS) {
      Rows t = new Rows(batch, 1, 1);
      for (int r = 0; r < batch; r++) {
        t.set(r, 0, targets(loss, 1, batch).get(0, r));
      }
      compare(loss, new Rows(batch, 1, 1).random(batch, -5, 5), t);
    }
  }

  private void compare(OutputLoss loss, Rows z, Rows t) {
    Rows v = new Rows(1, z.rows).random(5, 0.1, 1);
    Rows losses = new Rows(1, z.rows);
    Rows dz = z.copy();
    kernels.outputLoss(
        loss,
        P,
        z.rows,
        z.columns,
        dz.memory,
        dz.offset,
        dz.ld,
        t.memory,
        t.offset,
        t.ld,
        v.memory,
        v.offset,
        losses.memory,
        losses.offset,
        dz.memory,
        dz.offset,
        dz.ld);
    for (int r = 0; r < z.rows; r++) {
      double sum = 0;
      double terms = 0;
      double weight = v.get(0, r) / (double) z.columns;
      for (int c = 0; c < z.columns; c++) {
        double zc = z.get(r, c);
        double tc = t.get(r, c);
        double size = Math.abs(zc) + 2;
        sum += LossOracle.value(loss, P, zc, tc);
        terms += loss == OutputLoss.SIGMOID_CROSS_ENTROPY ? size : size * size;
        double slope = LossOracle.slope(loss, P, zc, tc);
        // z − t rounds, as do the loss, the weight and the product
        double bound = 8 * U * weight * (loss == OutputLoss.SIGMOID_CROSS_ENTROPY ? 1 : 2 * size);
        assertEquals(weight * slope, dz.get(r, c), bound, loss + "′(" + zc + ", " + tc + ")");
      }
      double bound = (8 + z.columns / 64) * U * terms / z.columns;
      assertEquals(sum / z.columns, losses.get(0, r), bound, loss + ", row " + r);
    }
  }

  private static Rows targets(OutputLoss loss, int rows, int out) {
    Rows t = new Rows(rows, out);
    for (int r = 0; r < rows; r++) {
      for (int c = 0; c < out; c++) {
        int k = (r * 5 + c * 3) % 4;
        boolean sign = loss == OutputLoss.HINGE || loss == OutputLoss.SQUARED_HINGE;
        t.set(r, c, sign ? (k < 2 ? -1 : 1) : k / 3f);
      }
    }
    return t;
  }

  @ParameterizedTest
  @EnumSource
  void classLossesStayWithinTheirErrors(ClassLoss loss) {
    for (int classes : OUTPUTS) {
      for (double scale : SCALES) {
        compare(loss, new Rows(4, classes).random(classes, -scale, scale), scale);
      }
    }
  }

  private void compare(ClassLoss loss, Rows z, double scale) {
    Rows t = new Rows(1, z.rows);
    for (int r = 0; r < z.rows; r++) {
      t.set(0, r, (int) ((z.columns - 1) * (r / 3.0)));
    }
    Rows v = new Rows(1, z.rows).random(5, 0.1, 1);
    Rows losses = new Rows(1, z.rows);
    Rows dz = z.copy();
    run(loss, dz, t, v, losses);
    double terms = loss == ClassLoss.WESTON_WATKINS ? z.columns : 1;
    for (int r = 0; r < z.rows; r++) {
      double[] row = new double[z.columns];
      for (int c = 0; c < z.columns; c++) {
        row[c] = z.get(r, c);
      }
      int target = (int) t.get(0, r);
      double bound = (12 + z.columns / 64) * U * terms * (2 * scale + 8);
      assertEquals(LossOracle.value(loss, row, target), losses.get(0, r), bound, loss + " " + r);
      double[] slope = LossOracle.slope(loss, row, target);
      for (int c = 0; c < z.columns; c++) {
        double error = v.get(0, r) * terms * U * (2 * Math.min(scale, 50) + 16 + z.columns / 64);
        assertEquals(v.get(0, r) * slope[c], dz.get(r, c), error, loss + " at " + r + ", " + c);
      }
    }
  }

  @Test
  void aConfidentRightAnswerCostsAlmostNothing() {
    Rows z = Rows.of(1e4f, -1e4f, 0);
    Rows losses = new Rows(1, 1);
    run(ClassLoss.SOFTMAX_CROSS_ENTROPY, z, Rows.of(0), Rows.of(1), losses);
    assertEquals(0f, losses.get(0, 0));
    Rows wrong = Rows.of(1e4f, -1e4f, 0);
    run(ClassLoss.SOFTMAX_CROSS_ENTROPY, wrong, Rows.of(1), Rows.of(1), losses);
    assertEquals(2e4f, losses.get(0, 0));
    assertEquals(-1f, wrong.get(0, 1));
  }

  @Test
  void gradientsOfSoftmaxSumToZero() {
    Rows z = new Rows(1, 50).random(1, -3, 3);
    run(ClassLoss.SOFTMAX_CROSS_ENTROPY, z, Rows.of(17), Rows.of(1), new Rows(1, 1));
    double sum = 0;
    for (int c = 0; c < 50; c++) {
      sum += z.get(0, c);
    }
    assertEquals(0, sum, 50 * U);
  }

  @Test
  void theFirstOfEqualRivalsGetsTheGradient() {
    Rows z = Rows.of(1, 2, 2, 0.5f, 2);
    Rows losses = new Rows(1, 1);
    run(ClassLoss.CRAMMER_SINGER, z, Rows.of(3), Rows.of(0.5f), losses);
    assertEquals(2.5f, losses.get(0, 0));
    assertEquals(0f, z.get(0, 0));
    assertEquals(0.5f, z.get(0, 1));
    assertEquals(0f, z.get(0, 2));
    assertEquals(-0.5f, z.get(0, 3));
  }

  @ParameterizedTest
  @EnumSource
  void nanScoresGiveNanLosses(ClassLoss loss) {
    for (int place = 0; place < 10; place++) {
      Rows z = Rows.of(1, 2, 3, 4, 5, 6, 7, 8, 9, 10);
      z.set(0, place, Float.NaN);
      Rows losses = new Rows(1, 1);
      run(loss, z, Rows.of(4), Rows.of(1), losses);
      assertTrue(Float.isNaN(losses.get(0, 0)), loss + " with NaN at " + place);
      assertTrue(Float.isNaN(z.get(0, 4)), loss + "′ with NaN at " + place);
    }
  }

  @ParameterizedTest
  @EnumSource
  void nanOutputsGiveNanLosses(OutputLoss loss) {
    Rows z = Rows.of(1, Float.NaN, 3);
    Rows losses = new Rows(1, 1);
    Rows t = Rows.of(1, 1, 1);
    Rows v = Rows.of(1);
    kernels.outputLoss(
        loss,
        P,
        1,
        3,
        z.memory,
        z.offset,
        z.ld,
        t.memory,
        t.offset,
        t.ld,
        v.memory,
        v.offset,
        losses.memory,
        losses.offset,
        z.memory,
        z.offset,
        z.ld);
    assertTrue(Float.isNaN(losses.get(0, 0)));
    assertTrue(Float.isNaN(z.get(0, 1)));
    assertTrue(Float.isFinite(z.get(0, 2)));
  }

  @Test
  void noOutputsCostNothing() {
    Rows z = new Rows(2, 0, 1);
    Rows v = Rows.of(1, 1);
    Rows losses = new Rows(1, 2);
    kernels.outputLoss(
        OutputLoss.HUBER,
        P,
        2,
        0,
        z.memory,
        0,
        1,
        z.memory,
        0,
        1,
        v.memory,
        v.offset,
        losses.memory,
        losses.offset,
        z.memory,
        0,
        1);
    assertEquals(0f, losses.get(0, 1));
  }

  private void run(ClassLoss loss, Rows z, Rows t, Rows v, Rows losses) {
    kernels.classLoss(
        loss,
        z.rows,
        z.columns,
        z.memory,
        z.offset,
        z.ld,
        t.memory,
        t.offset,
        v.memory,
        v.offset,
        losses.memory,
        losses.offset,
        z.memory,
        z.offset,
        z.ld);
  }
}
