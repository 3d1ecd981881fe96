package dev.neurite.cli.report;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

/** Bins of probabilities say how often these came true. */
class CalibrationTest {

  @Test
  void binsHoldMeansAndShares() {
    Calibration c =
        Calibration.of(
            new double[] {0.12, 0.18, 0.95, 1, 0}, new boolean[] {false, true, true, true, false});
    assertArrayEquals(new int[] {1, 2, 0, 0, 0, 0, 0, 0, 0, 2}, c.counts());
    assertEquals(0.15, c.said()[1], 1e-12);
    assertEquals(0.5, c.was()[1]);
    assertEquals(0.975, c.said()[9], 1e-12);
    assertEquals(1, c.was()[9]);
    assertTrue(Double.isNaN(c.said()[5]) && Double.isNaN(c.was()[5]), "an empty bin");
    assertEquals((2 * 0.35 + 2 * 0.025) / 5, c.error(), 1e-12);
  }

  @Test
  void whatIsNoProbabilityIsLeftOut() {
    Calibration c = Calibration.of(new double[] {Double.NaN, 0.5}, new boolean[] {true, true});
    assertEquals(1, c.counts()[5]);
    assertEquals(0.5, c.error(), 1e-12);
  }
}
