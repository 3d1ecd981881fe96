package dev.neurite.linear;

import static dev.neurite.testing.Assertions.assertWithin;
import static dev.neurite.testing.Assertions.messageOf;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.neurite.data.Csv;
import dev.neurite.data.Dataset;
import dev.neurite.data.Split;
import java.nio.file.Path;
import java.util.List;
import java.util.function.ToDoubleFunction;
import org.junit.jupiter.api.Test;

/** Real measurements: one neuron tells benign from malignant. Class 1 is benign. */
class BreastCancerTest {
  private static final Dataset DATA =
      Csv.options()
          .labels(List.of("malignant", "benign"))
          .read(Path.of("src/data/breast_cancer.csv"));

  private static final LinearOptions OPTIONS = LinearOptions.DEFAULT;

  private static double meanOfTenSplits(ToDoubleFunction<Split> accuracy) {
    double sum = 0;
    for (long seed = 1; seed <= 10; seed++) {
      sum += accuracy.applyAsDouble(DATA.split(0.8, seed));
    }
    return sum / 10;
  }

  @Test
  void logisticRegressionSeparatesNinetySixPercent() {
    double mean =
        meanOfTenSplits(split -> {
          try (var model = LogisticRegression.fit(split.train(), OPTIONS)) {
            return model.accuracy(split.test());
          }
        });
    assertTrue(mean >= 0.96, () -> "mean of 10 splits: " + mean);
  }

  @Test
  void theSupportVectorMachineSeparatesNinetySixPercent() {
    double mean =
        meanOfTenSplits(split -> {
          try (var model = LinearSvm.fit(split.train(), OPTIONS)) {
            return model.accuracy(split.test());
          }
        });
    assertTrue(mean >= 0.96, () -> "mean of 10 splits: " + mean);
  }

  @Test
  void softmaxRegressionOfTwoClassesSeparatesAsWell() {
    Split split = DATA.split(0.8, 1);
    try (var model = SoftmaxRegression.fit(split.train(), OPTIONS)) {
      assertTrue(model.accuracy(split.test()) >= 0.94);
      float[] p = model.probabilities(row(split.test(), 0));
      assertWithin(1, p[0] + p[1], 0x1p-23, "the sum of the probabilities");
    }
  }

  @Test
  void theNeuronOfAModelHasTheScalingInItsWeights() {
    Split split = DATA.split(0.8, 1);
    try (var logistic = LogisticRegression.fit(split.train(), OPTIONS);
        var svm = LinearSvm.fit(split.train(), OPTIONS)) {
      Neuron rate = logistic.neuron();
      Neuron step = svm.neuron();
      for (int r = 0; r < split.test().rows(); r++) {
        float[] x = row(split.test(), r);
        // the same function, its sums in another order: raw features go up to 4,254 with 30 terms
        assertWithin(logistic.logit(x), rate.potential(x), 2e-3, "logit of row " + r);
        assertWithin(logistic.probability(x), rate.rate(x), 5e-4, "probability of row " + r);
        assertWithin(svm.margin(x), step.potential(x), 2e-3, "margin of row " + r);
      }
      assertEquals(30, rate.excitatory().length + rate.inhibitory().length);
    }
  }

  @Test
  void classesAreDecidedAtOneHalfAndAtTheBoundary() {
    Split split = DATA.split(0.8, 2);
    try (var logistic = LogisticRegression.fit(split.train(), OPTIONS);
        var svm = LinearSvm.fit(split.train(), OPTIONS)) {
      for (int r = 0; r < split.test().rows(); r++) {
        float[] x = row(split.test(), r);
        assertEquals(logistic.probability(x) >= 0.5 ? 1 : 0, logistic.predictClass(x));
        assertEquals(svm.margin(x) >= 0 ? 1 : 0, svm.predictClass(x));
      }
    }
  }

  @Test
  void aRowThatIsNotANumberHasNoClassAndNoProbability() {
    Split split = DATA.split(0.8, 3);
    float[] x = row(split.test(), 0);
    x[7] = Float.NaN;
    LinearOptions quick = OPTIONS.withIterations(1);
    try (var logistic = LogisticRegression.fit(split.train(), quick);
        var svm = LinearSvm.fit(split.train(), quick);
        var softmax = SoftmaxRegression.fit(split.train(), quick)) {
      assertEquals(-1, logistic.predictClass(x));
      assertEquals(-1, svm.predictClass(x));
      assertEquals(-1, softmax.predictClass(x));
      assertTrue(Float.isNaN(logistic.probability(x)));
      assertTrue(Float.isNaN(softmax.probabilities(x)[0]));
    }
  }

  @Test
  void otherNumbersOfClassesAreRefused() {
    Dataset one = Dataset.classification(new float[][] {{1}}, new int[] {0});
    Dataset three = Dataset.classification(new float[][] {{1}, {2}, {3}}, new int[] {0, 1, 2});
    assertEquals(
        "logisticRegression: needs data of 2 classes, got 3 in"
            + " Dataset[rows=3, in=1, targets=CLASSES]",
        messageOf(IllegalArgumentException.class, () -> LogisticRegression.fit(three, OPTIONS)));
    assertEquals(
        "linearSvm: needs data of 2 classes or more, got 1 in"
            + " Dataset[rows=1, in=1, targets=CLASSES]",
        messageOf(IllegalArgumentException.class, () -> LinearSvm.fit(one, OPTIONS)));
    assertEquals(
        "linear: l2 must be a finite number of 0 or more, got -1.0",
        messageOf(IllegalArgumentException.class, () -> LinearOptions.DEFAULT.withL2(-1)));
  }

  private static float[] row(Dataset data, int index) {
    return data.features().rows()[index];
  }
}
