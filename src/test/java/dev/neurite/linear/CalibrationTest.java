package dev.neurite.linear;

import static dev.neurite.activation.Activations.RELU;
import static dev.neurite.layer.Layers.dense;
import static dev.neurite.testing.Assertions.assertWithin;
import static dev.neurite.testing.Assertions.messageOf;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.neurite.io.safetensors.ModelFile;
import dev.neurite.network.Network;
import dev.neurite.random.CounterRandom;
import dev.neurite.random.CounterRandom.Purpose;
import dev.neurite.serve.Predictor;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Against scikit-learn's calibrations; src/test/python/calibration.py made the numbers. */
class CalibrationTest {
  private static final List<double[]> ROWS = rows();

  private static List<double[]> rows() {
    var stream = CalibrationTest.class.getResourceAsStream("calibration.csv");
    try (var in = new BufferedReader(new InputStreamReader(stream, StandardCharsets.UTF_8))) {
      return in.lines()
          .map(line -> java.util.Arrays.stream(line.split(",")).mapToDouble(Double::parseDouble))
          .map(java.util.stream.DoubleStream::toArray)
          .toList();
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }

  private static float[] scores() {
    float[] scores = new float[200];
    for (int i = 0; i < scores.length; i++) {
      scores[i] = (float) ROWS.get(i)[0];
    }
    return scores;
  }

  private static int[] classes() {
    return ROWS.stream().limit(200).mapToInt(r -> (int) r[1]).toArray();
  }

  @Test
  void plattAgreesWithScikitLearn() {
    Platt platt = Platt.fit(scores(), classes());
    for (double[] row : ROWS) {
      // scikit-learn's search ends at a slope of 1e-5 of the sum
      assertWithin(row[2], platt.probability(row[0]), 1e-5, "P at " + row[0]);
    }
  }

  @Test
  void isotonicAgreesWithScikitLearn() {
    Isotonic isotonic = Isotonic.fit(scores(), classes());
    for (double[] row : ROWS) {
      assertWithin(row[3], isotonic.probability(row[0]), 1e-12, "P at " + row[0]);
    }
  }

  @Test
  void isotonicNeverFalls() {
    Isotonic isotonic = Isotonic.fit(scores(), classes());
    double last = 0;
    for (double z = -5; z < 5; z += 1.0 / 64) {
      double p = isotonic.probability(z);
      assertTrue(p >= last && p <= 1, "P at " + z);
      last = p;
    }
    assertTrue(Double.isNaN(isotonic.probability(Double.NaN)));
  }

  @Test
  void scoresThatSeparateTheClassesMakePlattOnlyAsSureAsTheRowsAllow() {
    Platt platt = Platt.fit(new float[] {-2, -1, 1, 2}, new int[] {0, 0, 1, 1});
    assertTrue(platt.probability(1.5) > 0.6 && platt.probability(1.5) < 0.85, platt::toString);
  }

  @Test
  void plattFoldsIntoANetworkAndItsPredictor() {
    Platt platt = new Platt(1.75, -0.5);
    try (Network network = Network.of(3, dense(5, RELU), dense(1).withoutBias()).initialise(1);
        Network rate = platt.fold(network)) {
      Predictor predictor = Predictor.of(rate);
      float[] row = {0.5f, -1, 2};
      double expected = platt.probability(network.predict(row)[0]);
      assertWithin(expected, rate.predict(row)[0], 1e-6, "probability"); // of about 1: 10 roundings
      float[] served = new float[1];
      predictor.predict(row, served);
      assertEquals(rate.predict(row)[0], served[0]);
    }
  }

  @Test
  void isotonicIsAStepOfAPredictorAndOfItsFile(@TempDir Path folder) {
    Isotonic isotonic = Isotonic.fit(scores(), classes());
    Path file = folder.resolve("rate.safetensors");
    CounterRandom random = new CounterRandom(1, Purpose.SAMPLE);
    float[][] rows = new float[50][3];
    float[] all = new float[150];
    for (int i = 0; i < all.length; i++) {
      all[i] = (float) random.normal(i / 3, i % 3);
      rows[i / 3][i % 3] = all[i];
    }
    try (Network network = Network.of(3, dense(5, RELU), dense(1)).initialise(1);
        Network rate = isotonic.fold(network)) {
      ModelFile.save(rate, file);
      Predictor predictor = Predictor.of(rate);
      Predictor loaded = Predictor.load(file);
      float[] together = new float[50];
      predictor.predict(50, all, 3, together, 1);
      float[] alone = new float[1];
      for (int r = 0; r < rows.length; r++) {
        double expected = isotonic.probability(network.predict(rows[r])[0]);
        assertWithin(expected, together[r], 1e-7, "row " + r); // two roundings below 1
        predictor.predict(rows[r], alone);
        assertEquals(together[r], alone[0]);
        loaded.predict(rows[r], alone);
        assertEquals(together[r], alone[0]);
        assertEquals(rate.predict(rows[r])[0], alone[0]);
        assertEquals(alone[0] >= 0.5f ? 1 : 0, predictor.predictClass(rows[r]));
      }
      rows[0][0] = Float.NaN;
      assertTrue(Float.isNaN(predictor.predict(rows[0])[0]));
    }
    try (Network two = Network.of(2, dense(2))) {
      assertEquals(
          "isotonic: the network must have one output, the score, it has 2",
          messageOf(IllegalArgumentException.class, () -> isotonic.fold(two)));
    }
  }

  @Test
  void whatCannotBeCalibratedIsRefused() {
    assertEquals(
        "platt: needs rows of both classes, got 2 of class 1 in 2",
        messageOf(
            IllegalArgumentException.class, () -> Platt.fit(new float[] {1, 2}, new int[] {1, 1})));
    assertEquals(
        "isotonic: classes must be 0 or 1, row 1 has 2",
        messageOf(
            IllegalArgumentException.class,
            () -> Isotonic.fit(new float[] {1, 2}, new int[] {1, 2})));
    try (Network two = Network.of(2, dense(2))) {
      assertTrue(
          messageOf(IllegalArgumentException.class, () -> new Platt(1, 0).fold(two))
              .startsWith("platt: the network must end in one linear output, it ends in Dense["));
    }
  }
}
