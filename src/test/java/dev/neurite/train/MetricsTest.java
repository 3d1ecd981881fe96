package dev.neurite.train;

import static dev.neurite.layer.Layers.dense;
import static dev.neurite.testing.Assertions.assertWithin;
import static dev.neurite.testing.Assertions.messageOf;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.neurite.data.Dataset;
import dev.neurite.loss.Hinge;
import dev.neurite.loss.SoftmaxCrossEntropy;
import dev.neurite.loss.SquaredError;
import dev.neurite.network.Network;
import dev.neurite.network.Schema;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** Metrics against scikit-learn's; src/test/python/metrics.py made the numbers. */
class MetricsTest {
  private static final int ROWS = 60;
  private static final double ROUNDING = 1e-14; // of sums of 60 numbers of about 1, in double
  private static final Map<String, Double> EXPECTED = expected();

  private static Map<String, Double> expected() {
    var stream = MetricsTest.class.getResourceAsStream("metrics.csv");
    try (var in = new BufferedReader(new InputStreamReader(stream, StandardCharsets.UTF_8))) {
      return in.lines()
          .map(line -> line.split(","))
          .collect(Collectors.toMap(f -> f[0], f -> Double.parseDouble(f[1])));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void check(String name, double actual) {
    assertWithin(EXPECTED.get(name), actual, ROUNDING, name);
  }

  @Test
  void twoClassesAgreeWithScikitLearn() {
    int[] y = new int[ROWS];
    float[] scores = new float[ROWS];
    float[][] p = new float[ROWS][1];
    for (int i = 0; i < ROWS; i++) {
      y[i] = i * 7 % 11 < 5 ? 1 : 0;
      scores[i] = (i * 29 % 32 + y[i] * 8) / 64f;
      p[i][0] = scores[i];
    }
    check("rocAuc", Metrics.rocAuc(scores, y));
    check("prAuc", Metrics.prAuc(scores, y));
    check("brier", Metrics.brier(p, y));
    // scikit-learn clips P = 0 to 2.2e-16, as this does
    assertWithin(EXPECTED.get("logLoss"), Metrics.logLoss(p, y), 1e-12, "logLoss");
  }

  @Test
  void severalClassesAgreeWithScikitLearn() {
    int[] t = new int[ROWS];
    float[][] q = new float[ROWS][];
    ConfusionMatrix confusion = new ConfusionMatrix(3);
    for (int i = 0; i < ROWS; i++) {
      t[i] = i * 5 % 3;
      float a = (i * 13 % 7 + 1) / 16f;
      float b = (i * 11 % 5 + 1) / 16f;
      q[i] = new float[] {a, b, 1 - a - b};
      int answer = 0;
      for (int j = 1; j < 3; j++) {
        answer = q[i][j] > q[i][answer] ? j : answer;
      }
      confusion.add(t[i], answer);
    }
    check("logLoss3", Metrics.logLoss(q, t));
    check("brier3", Metrics.brier(q, t));
    check("accuracy3", confusion.accuracy());
    check("balanced3", confusion.balancedAccuracy());
    check("macroF1", confusion.macroF1());
    for (int c = 0; c < 3; c++) {
      check("precision" + c, confusion.precision(c));
      check("recall" + c, confusion.recall(c));
      check("f1" + c, confusion.f1(c));
    }
  }

  @Test
  void numbersAgreeWithScikitLearn() {
    float[][] u = new float[ROWS][];
    float[][] v = new float[ROWS][];
    for (int i = 0; i < ROWS; i++) {
      u[i] = new float[] {(i * 17 % 23) / 4f, (i * 3 % 13) / 8f};
      v[i] = new float[] {u[i][0] + (i % 5 - 2) / 8f, u[i][1] + (i % 3 - 1) / 4f};
    }
    check("mse", Metrics.meanSquaredError(v, u));
    check("mae", Metrics.meanAbsoluteError(v, u));
    check("r2", Metrics.r2(v, u));
  }

  @Test
  void withoutBothClassesThereIsNoArea() {
    float[] scores = {1, 2};
    assertTrue(Double.isNaN(Metrics.rocAuc(scores, new int[] {1, 1})));
    assertTrue(Double.isNaN(Metrics.prAuc(scores, new int[] {0, 0})));
    assertEquals(1.0, Metrics.prAuc(scores, new int[] {1, 1}));
    assertEquals(
        "metrics: classes must be 0 or 1, row 1 has 2",
        messageOf(IllegalArgumentException.class, () -> Metrics.rocAuc(scores, new int[] {0, 2})));
  }

  @Test
  void anEvaluationPrintsAsAReport() {
    Dataset rows =
        Dataset.classification(
            new float[][] {{-2}, {-1}, {1}, {3}}, new int[] {0, 1, 1, 1}, List.of("no", "yes"));
    try (Network network = Network.of(1, dense(2))) {
      network.schema(new Schema(Optional.empty(), List.of(), List.of("no", "yes")));
      network.parameters().get(0).value().copyFrom(new float[] {0, 1});
      Evaluation e = Evaluation.of(network, new SoftmaxCrossEntropy(), rows);
      assertEquals(1.0, e.ranking().orElseThrow().rocAuc());
      assertWithin(e.loss(), e.probabilities().orElseThrow().logLoss(), 1e-6, "log loss");
      assertEquals(
          """
          rows       4
          loss       0.4505
          accuracy   75.00 %
          balanced   83.33 %
          ROC AUC    1.0000, PR AUC 1.0000
          log loss   0.4505, Brier 0.1558

          class  precision  recall      F1    rows
          no        0.5000  1.0000  0.6667       1
          yes       1.0000  0.6667  0.8000       3

          a line per class, a column per answer
                  no  yes
             no    1    .
            yes    1    2\
          """,
          e.toString());
    }
  }

  @Test
  void marginsRankAndNumbersHaveErrors() {
    try (Network network = Network.of(1, dense(1))) {
      network.parameters().get(0).value().set(0, 1);
      Dataset signed =
          Dataset.classification(new float[][] {{-1}, {1}, {2}}, new int[] {0, 1, 0})
              .signedTargets();
      Evaluation margins = Evaluation.of(network, new Hinge(), signed);
      assertEquals(0.5, margins.ranking().orElseThrow().rocAuc());
      assertTrue(margins.probabilities().isEmpty() && margins.errors().isEmpty());
      Dataset numbers =
          Dataset.regression(new float[][] {{1}, {2}, {3}}, new float[][] {{1}, {2}, {4}});
      Evaluation errors = Evaluation.of(network, new SquaredError(), numbers);
      assertWithin(1.0 / 3, errors.errors().orElseThrow().meanSquared(), 1e-12, "MSE");
      assertTrue(errors.toString().contains("R²         0.7857"), errors::toString);
      assertTrue(errors.ranking().isEmpty() && errors.confusion().isEmpty());
    }
  }
}
