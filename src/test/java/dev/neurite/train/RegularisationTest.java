package dev.neurite.train;

import static dev.neurite.layer.Layers.batchNorm;
import static dev.neurite.layer.Layers.dense;
import static dev.neurite.testing.Assertions.assertWithin;
import static dev.neurite.testing.Assertions.hashOfParameters;
import static dev.neurite.testing.Assertions.messageOf;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.neurite.data.Dataset;
import dev.neurite.init.Constant;
import dev.neurite.loss.Loss;
import dev.neurite.loss.SigmoidCrossEntropy;
import dev.neurite.loss.SoftmaxCrossEntropy;
import dev.neurite.loss.SquaredError;
import dev.neurite.network.Network;
import dev.neurite.network.NetworkSpec;
import dev.neurite.optim.ReduceOnPlateau;
import dev.neurite.optim.Schedule;
import dev.neurite.optim.Sgd;
import dev.neurite.tensor.Tensor;
import dev.neurite.testing.TestBackend;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Single steps of settings whose result one can compute by hand. */
@Tag("kernel")
class RegularisationTest {
  /** One row x = (1, 2), target 0; y = w·x with w = (0.5, 0.5): y = 1.5, dw = 2·1.5·x = (3, 6). */
  private static final Dataset ROW =
      Dataset.regression(new float[][] {{1, 2}}, new float[][] {{0}});

  private static final float RATE = 0.125f;

  private static Network network() {
    NetworkSpec spec =
        NetworkSpec.chain(2, dense(1).withoutBias().withInitialiser(new Constant(0.5f)));
    return Network.of(spec, TestBackend.expected()).initialise(1);
  }

  /** The weights after some epochs of one step each. */
  private static float[] weights(int epochs, UnaryOperator<Trainer> settings) {
    try (Network network = network()) {
      Trainer trainer = Trainer.of(network, new SquaredError()).optimiser(new Sgd(RATE));
      settings.apply(trainer.epochs(epochs)).fit(ROW);
      return network.parameters().get(0).value().toArray();
    }
  }

  private static void assertStep(double dw0, double dw1, UnaryOperator<Trainer> settings) {
    float[] w = weights(1, settings);
    assertWithin(0.5 - RATE * dw0, w[0], 1e-6, "weight 0");
    assertWithin(0.5 - RATE * dw1, w[1], 1e-6, "weight 1");
  }

  @Test
  void normsAddTheirGradients() {
    assertStep(3, 6, t -> t);
    assertStep(3 + 2 * 0.25 * 0.5, 6 + 2 * 0.25 * 0.5, t -> t.l2(0.25f));
    assertStep(3 + 0.25, 6 + 0.25, t -> t.l1(0.25f));
    assertStep(3 + 0.5 * 0.75 + 0.25 * 0.25, 6.4375, t -> t.elasticNet(0.5f, 0.75f));
  }

  @Test
  void gradientsAreMadeShorterByNormAndByValue() {
    double norm = Math.sqrt(45);
    assertStep(3 / norm, 6 / norm, t -> t.clipNorm(1));
    assertStep(3, 6, t -> t.clipNorm(7));
    assertStep(3, 4, t -> t.clipValue(4));
    assertStep(3 / norm, 0.5, t -> t.clipNorm(1).clipValue(0.5f));
    assertStep(3 / norm + 0.25, 6 / norm + 0.25, t -> t.clipNorm(1).l2(0.25f));
  }

  @Test
  void weightsIntoANeuronAreMadeShorter() {
    float[] w = weights(1, t -> t.maxNorm(0.1f)); // from (0.125, −0.25)
    assertWithin(0.1 * 0.125 / Math.hypot(0.125, 0.25), w[0], 1e-7, "weight 0");
    assertWithin(0.1 * -0.25 / Math.hypot(0.125, 0.25), w[1], 1e-7, "weight 1");
    assertStep(3, 6, t -> t.maxNorm(0.3f));
  }

  @Test
  void schedulesAndPlateausMultiplyTheRate() {
    assertStep(1.5, 3, t -> t.schedule(new Schedule.WarmUp(4, 0.5f, new Schedule.Constant())));
    // y = 1.5, then 1.5 − 0.125·2·1.5·5 = −0.375, whose loss is lower; halved: y = −0.375 +
    // 0.234375
    UnaryOperator<Trainer> halved = t -> t.schedule(new Schedule.Exponential(0.5f));
    float[] w = weights(2, halved);
    assertWithin(-0.140625, w[0] + 2 * w[1], 1e-6, "output after two epochs");
    // no epoch is lower by 99 %, so the rate of the third is halved
    w = weights(3, t -> t.reduceOnPlateau(new ReduceOnPlateau(0.5f, 0, 0.99f, 0)));
    assertWithin(
        -0.375 * (1 - 0.125 * 2 * 5) * (1 - 0.0625 * 2 * 5), w[0] + 2 * w[1], 1e-6, "output");
  }

  private static String trained(Loss loss, Dataset data, UnaryOperator<Trainer> settings) {
    int out = loss instanceof SoftmaxCrossEntropy ? 3 : 1;
    try (Network network =
        Network.of(NetworkSpec.chain(1, dense(out)), TestBackend.expected()).initialise(1)) {
      settings.apply(Trainer.of(network, loss).epochs(3)).fit(data);
      return hashOfParameters(network);
    }
  }

  @Test
  void weightsOfClassesAreWeightsOfTheirRows() {
    Dataset classes =
        Dataset.classification(new float[][] {{1}, {2}, {3}, {4}}, new int[] {2, 0, 1, 2});
    Loss softmax = new SoftmaxCrossEntropy();
    assertEquals(
        trained(softmax, classes.withWeights(new float[] {6, 1, 2, 3}), t -> t),
        trained(
            softmax, classes.withWeights(new float[] {2, 1, 1, 1}), t -> t.classWeights(1, 2, 3)));
    Dataset sides =
        Dataset.regression(new float[][] {{1}, {2}, {3}}, new float[][] {{1}, {0}, {1}});
    Loss sigmoid = new SigmoidCrossEntropy();
    String expected = trained(sigmoid, sides.withWeights(new float[] {4, 1, 4}), t -> t);
    assertEquals(expected, trained(sigmoid, sides, t -> t.classWeights(1, 4)));
    assertNotEquals(expected, trained(sigmoid, sides, t -> t));
  }

  @Test
  void smoothedLabelsGiveTheLossOfSmoothedTargets() {
    Dataset data = Dataset.classification(new float[][] {{1}, {-2}}, new int[] {2, 0});
    try (Network network =
        Network.of(NetworkSpec.chain(1, dense(3)), TestBackend.expected()).initialise(4)) {
      double expected = 0;
      for (int r = 0; r < 2; r++) {
        float[] z = network.predict(new float[] {data.row(r)[0]});
        double sum = Math.exp(z[0]) + Math.exp(z[1]) + Math.exp(z[2]);
        for (int c = 0; c < 3; c++) {
          double target = 0.3 / 3 + (c == data.classes()[r] ? 0.7 : 0);
          expected += target * (Math.log(sum) - z[c]) / 2;
        }
      }
      double actual = Evaluation.of(network, new SoftmaxCrossEntropy(0.3f), data).loss();
      assertWithin(expected, actual, 1e-6, "loss");
    }
  }

  @Test
  void earlyStoppingRestoresRunningStatisticsToo() {
    Tensor mean;
    try (Network network =
        Network.of(NetworkSpec.chain(1, batchNorm(), dense(3)), TestBackend.expected())
            .initialise(1)) {
      mean = network.parameters().get(2).value();
      Dataset data =
          Dataset.classification(new float[][] {{1}, {2}, {3}, {4}}, new int[] {2, 0, 1, 2});
      float[][] after = new float[20][];
      History history =
          Trainer.of(network, new SoftmaxCrossEntropy())
              .optimiser(new Sgd(8))
              .epochs(20)
              .validation(data)
              .earlyStopping(new EarlyStopping(2, 0))
              .listener(
                  new TrainingListener() {
                    @Override
                    public void epochDone(EpochResult result) {
                      after[result.epoch() - 1] = mean.toArray();
                    }
                  })
              .fit(data);
      assertTrue(history.stoppedEarly(), history::toString);
      assertEquals(after[history.bestEpoch() - 1][0], mean.get(0));
      assertNotEquals(after[history.epochs().size() - 1][0], mean.get(0));
    }
  }

  @Test
  void badSettingsAreRefusedWithTheNumbers() {
    try (Network network = network()) {
      Trainer trainer = Trainer.of(network, new SquaredError());
      assertEquals(
          "trainer: the ratio of elasticNet must be in [0.0, 1.0], got 1.5",
          messageOf(IllegalArgumentException.class, () -> trainer.elasticNet(1, 1.5f)));
      assertEquals(
          "trainer: clipNorm must be a finite number above 0, got 0.0",
          messageOf(IllegalArgumentException.class, () -> trainer.clipNorm(0)));
      assertEquals(
          "trainer: classWeights need one class per row, which SquaredError[] of 1 outputs does not"
              + " have",
          messageOf(IllegalArgumentException.class, () -> trainer.classWeights(1, 2).fit(ROW)));
    }
  }
}
