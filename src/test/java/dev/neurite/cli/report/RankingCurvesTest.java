package dev.neurite.cli.report;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.neurite.random.CounterRandom;
import dev.neurite.random.CounterRandom.Purpose;
import java.util.stream.DoubleStream;
import org.junit.jupiter.api.Test;

/** Curves are what the scores say, at every place where they are read off. */
class RankingCurvesTest {

  @Test
  void aPerfectScoreReachesTheCorner() {
    RankingCurves c = RankingCurves.of(new float[] {3, 2, -1, -2}, new int[] {1, 1, 0, 0});
    assertEquals(1, c.rocAuc());
    assertEquals(1, c.truePositiveRate()[0]);
    assertEquals(1, c.precision()[RankingCurves.STEPS]);
  }

  @Test
  void scoresThatAreAllEqualAreADiagonal() {
    RankingCurves c = RankingCurves.of(new float[] {1, 1, 1, 1}, new int[] {1, 0, 1, 0});
    for (int i = 0; i <= RankingCurves.STEPS; i++) {
      assertEquals((double) i / RankingCurves.STEPS, c.truePositiveRate()[i], 1e-12);
      assertEquals(0.5, c.precision()[i]);
    }
  }

  @Test
  void minusZeroIsZero() {
    RankingCurves c = RankingCurves.of(new float[] {-0f, 0f}, new int[] {1, 0});
    assertEquals(0.5, c.rocAuc(), "tied");
    assertEquals(0.5, c.truePositiveRate()[RankingCurves.STEPS / 2], 1e-12);
  }

  /** Four rows by hand: thresholds pass 1, 0, 1, 0. */
  @Test
  void stepsLieWhereTheScoresPutThem() {
    RankingCurves c = RankingCurves.of(new float[] {0.9f, 0.8f, 0.7f, -3}, new int[] {1, 0, 1, 0});
    assertEquals(0.5, c.truePositiveRate()[0]);
    assertEquals(0.5, c.truePositiveRate()[RankingCurves.STEPS / 2 - 1]);
    assertEquals(1, c.truePositiveRate()[RankingCurves.STEPS / 2]);
    assertEquals(1, c.precision()[RankingCurves.STEPS / 2]);
    assertEquals(2 / 3.0, c.precision()[RankingCurves.STEPS / 2 + 1], 1e-12);
  }

  @Test
  void theAreaUnderTheCurveIsThatOfTheMetric() {
    CounterRandom random = new CounterRandom(1, Purpose.SAMPLE);
    float[] scores = new float[2000];
    int[] classes = new int[scores.length];
    for (int i = 0; i < scores.length; i++) {
      classes[i] = random.integer(1, i, 3) == 0 ? 1 : 0;
      scores[i] = (float) (random.normal(2, i) + classes[i]);
    }
    RankingCurves c = RankingCurves.of(scores, classes);
    double[] y = c.truePositiveRate();
    double area = (DoubleStream.of(y).sum() - y[0] / 2 - y[y.length - 1] / 2) / RankingCurves.STEPS;
    assertEquals(c.rocAuc(), area, 1.0 / RankingCurves.STEPS); // monotone: within one step
    assertTrue(c.rocAuc() > 0.7);
  }

  @Test
  void withoutRowsOfOneKindThereIsNoCurve() {
    RankingCurves c = RankingCurves.of(new float[] {1, 2}, new int[] {0, 0});
    assertTrue(Double.isNaN(c.rocAuc()));
    assertTrue(Double.isNaN(c.truePositiveRate()[RankingCurves.STEPS]));
  }
}
