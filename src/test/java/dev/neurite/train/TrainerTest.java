package dev.neurite.train;

import static dev.neurite.activation.Activations.SIGMOID;
import static dev.neurite.activation.Activations.SOFTMAX;
import static dev.neurite.activation.Activations.TANH;
import static dev.neurite.layer.Layers.dense;
import static dev.neurite.testing.Assertions.assertSameBits;
import static dev.neurite.testing.Assertions.assertWithin;
import static dev.neurite.testing.Assertions.messageOf;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.neurite.data.Dataset;
import dev.neurite.data.Scaling;
import dev.neurite.layer.Parameter;
import dev.neurite.loss.Hinge;
import dev.neurite.loss.SigmoidCrossEntropy;
import dev.neurite.loss.SoftmaxCrossEntropy;
import dev.neurite.loss.SquaredError;
import dev.neurite.network.Network;
import dev.neurite.network.NetworkSpec;
import dev.neurite.optim.Sgd;
import dev.neurite.testing.TestBackend;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class TrainerTest {
  /** Exclusive or: what one neuron can't learn and a hidden layer can. */
  private static final Dataset XOR =
      Dataset.classification(
          new float[][] {{0, 0}, {0, 1}, {1, 0}, {1, 1}},
          new int[] {0, 1, 1, 0},
          List.of("same", "different"));

  private static Network network(NetworkSpec spec) {
    return Network.of(spec, TestBackend.expected()).initialise(1);
  }

  private static Network small() {
    return network(NetworkSpec.chain(2, dense(8, TANH), dense(2)));
  }

  @Test
  void aHiddenLayerLearnsExclusiveOr() {
    try (Network network = small()) {
      History history =
          Trainer.of(network, new SoftmaxCrossEntropy())
              .optimiser(new Sgd(0.5f))
              .batch(4)
              .epochs(500)
              .fit(XOR);
      assertEquals(1.0, history.last().accuracy().orElseThrow());
      assertTrue(history.last().loss() < 0.05, () -> "loss " + history.last().loss());
      assertTrue(history.epochs().getFirst().loss() > 0.3);
      assertEquals(500, history.bestEpoch());
      assertEquals(List.of("same", "different"), network.schema().labels());
    }
  }

  @Test
  void aBatchLargerThanTheDataIsTheWholeData() {
    try (Network whole = small();
        Network larger = small()) {
      Trainer.of(whole, new SoftmaxCrossEntropy()).batch(4).fit(XOR);
      Trainer.of(larger, new SoftmaxCrossEntropy()).batch(Integer.MAX_VALUE).fit(XOR);
      assertSameBits(
          whole.parameters().get(0).value().toArray(),
          larger.parameters().get(0).value().toArray());
    }
  }

  @Test
  void accuracyDecidesAsPredictClassDoes() {
    Dataset signed = Dataset.regression(new float[][] {{-1}, {1}}, new float[][] {{-1}, {1}});
    try (Network rate = network(NetworkSpec.chain(1, dense(1, SIGMOID)))) {
      rate.parameters().get(0).value().copyFrom(new float[] {1});
      assertEquals(1.0, Evaluation.of(rate, new Hinge(), signed).accuracy().orElseThrow());
      assertEquals(0, rate.predictClass(new float[] {-1}));
    }
  }

  @Test
  void aRowOfWeightTwoCountsAsTwoRows() {
    float[][] twice = {{1, 2}, {1, 2}, {-1, 0.5f}};
    float[][] once = {{1, 2}, {-1, 0.5f}};
    Dataset repeated = Dataset.regression(twice, new float[][] {{1}, {1}, {3}});
    Dataset weighted =
        Dataset.regression(once, new float[][] {{1}, {3}}).withWeights(new float[] {2, 1});
    try (Network a = network(NetworkSpec.chain(2, dense(1)));
        Network b = network(NetworkSpec.chain(2, dense(1)))) {
      var loss = new SquaredError();
      double plain = Evaluation.of(a, loss, repeated).loss();
      assertWithin(plain, Evaluation.of(b, loss, weighted).loss(), plain * 0x1p-20, "loss");
      Trainer.of(a, loss).optimiser(new Sgd(0.1f)).batch(3).epochs(20).fit(repeated);
      Trainer.of(b, loss).optimiser(new Sgd(0.1f)).batch(2).epochs(20).fit(weighted);
      float[] wa = a.parameters().get(0).value().toArray();
      float[] wb = b.parameters().get(0).value().toArray();
      for (int i = 0; i < wa.length; i++) {
        assertWithin(wa[i], wb[i], 1e-5, "weight " + i); // 20 steps of a few roundings, of size 3
      }
    }
  }

  @Test
  void earlyStoppingRestoresTheBestWeights() {
    Dataset train = Dataset.regression(new float[][] {{1}}, new float[][] {{1}});
    Dataset held = Dataset.regression(new float[][] {{1}}, new float[][] {{0.5f}});
    try (Network network = Network.of(NetworkSpec.chain(1, dense(1)), TestBackend.expected())) {
      List<float[]> weights = new ArrayList<>();
      History history =
          Trainer.of(network, new SquaredError())
              .optimiser(new Sgd(0.05f))
              .batch(1)
              .epochs(100)
              .validation(held)
              .earlyStopping(new EarlyStopping(3, 0))
              .listener(
                  new TrainingListener() {
                    @Override
                    public void epochDone(EpochResult result) {
                      weights.add(network.parameters().get(0).value().toArray());
                    }
                  })
              .fit(train);
      assertTrue(history.stoppedEarly());
      assertEquals(history.bestEpoch() + 3, history.epochs().size());
      assertSameBits(
          weights.get(history.bestEpoch() - 1), network.parameters().get(0).value().toArray());
      double best = history.epochs().get(history.bestEpoch() - 1).validationLoss().orElseThrow();
      assertTrue(history.epochs().stream().allMatch(e -> e.validationLoss().orElseThrow() >= best));
    }
  }

  @Test
  void listenersHearEveryBatchAndEpoch() {
    try (Network network = small()) {
      List<String> heard = new ArrayList<>();
      Trainer.of(network, new SoftmaxCrossEntropy())
          .batch(3)
          .epochs(2)
          .listener(
              new TrainingListener() {
                @Override
                public void batchDone(int epoch, int batch, int batches, double loss) {
                  heard.add(epoch + ":" + batch + "/" + batches);
                }

                @Override
                public void epochDone(EpochResult result) {
                  heard.add("epoch " + result.epoch());
                }
              })
          .fit(XOR);
      assertEquals(List.of("1:1/2", "1:2/2", "epoch 1", "2:1/2", "2:2/2", "epoch 2"), heard);
    }
  }

  @Test
  void scalingIsLearntFromTheRowsThatAreTrainedOn() {
    try (Network network = small()) {
      Trainer.of(network, new SoftmaxCrossEntropy()).epochs(1).scaling(Scaling::minMax).fit(XOR);
      assertEquals(Scaling.minMax(XOR), network.schema().scaling().orElseThrow());
    }
  }

  @Test
  void divergenceIsCaughtWhereItHappens() {
    Dataset huge = Dataset.regression(new float[][] {{1e20f}}, new float[][] {{1}});
    try (Network network = network(NetworkSpec.chain(1, dense(1)))) {
      String message =
          messageOf(
              TrainingException.class,
              () -> Trainer.of(network, new SquaredError()).optimiser(new Sgd(1)).fit(huge));
      assertEquals(
          "training: the loss is Infinity in epoch 1, batch 1 of 1 (step 1); the outputs of all"
              + " layers are finite; lower the learning rate (1.0) or scale the features",
          message);
    }
  }

  @Test
  void dataThatDoesNotFitIsRefusedWithTheNumbers() {
    try (Network two = small();
        Network three = network(NetworkSpec.chain(3, dense(2)));
        Network one = network(NetworkSpec.chain(2, dense(1)))) {
      assertEquals(
          "trainer: the network takes 3 features, the data has 2",
          messageOf(
              IllegalArgumentException.class,
              () -> Trainer.of(three, new SoftmaxCrossEntropy()).fit(XOR)));
      assertEquals(
          "trainer: SquaredError[] of 2 outputs needs 2 targets per row, the data has 1",
          messageOf(
              IllegalArgumentException.class, () -> Trainer.of(two, new SquaredError()).fit(XOR)));
      assertEquals(
          "Hinge[]: targets must be -1 or +1 (Dataset.signedTargets() makes them of two classes),"
              + " row 0 has 0.0",
          messageOf(IllegalArgumentException.class, () -> Trainer.of(one, new Hinge()).fit(XOR)));
      Dataset seven = Dataset.classification(new float[][] {{1, 2}}, new int[] {7});
      assertEquals(
          "SoftmaxCrossEntropy[]: targets must be indices of the 2 classes, 0 to 1, row 0 has 7.0",
          messageOf(
              IllegalArgumentException.class,
              () -> Trainer.of(two, new SoftmaxCrossEntropy()).fit(seven)));
    }
  }

  @Test
  void aLossThatAppliesTheActivationItselfRefusesASecondOne() {
    try (Network soft = network(NetworkSpec.chain(2, dense(2, SOFTMAX)));
        Network rate = network(NetworkSpec.chain(2, dense(1, SIGMOID)))) {
      assertEquals(
          "trainer: SoftmaxCrossEntropy[] applies Softmax[] itself; leave the output layer without"
              + " activation",
          messageOf(
              IllegalArgumentException.class,
              () -> Trainer.of(soft, new SoftmaxCrossEntropy()).fit(XOR)));
      assertEquals(
          "trainer: SigmoidCrossEntropy[] applies Sigmoid[] itself; leave the output layer without"
              + " activation",
          messageOf(
              IllegalArgumentException.class,
              () -> Trainer.of(rate, new SigmoidCrossEntropy()).fit(XOR)));
    }
  }

  @Test
  void badSettingsAreRefusedWithTheNumbers() {
    try (Network network = small()) {
      Trainer trainer = Trainer.of(network, new SoftmaxCrossEntropy());
      assertEquals(
          "trainer: l2 must be a finite number of 0 or more, got NaN",
          messageOf(IllegalArgumentException.class, () -> trainer.l2(Float.NaN)));
      assertEquals(
          "trainer: epochs must be 1 or more, got 0",
          messageOf(IllegalArgumentException.class, () -> trainer.epochs(0)));
      assertEquals(
          "trainer: batch must be 1 or more, got -1",
          messageOf(IllegalArgumentException.class, () -> trainer.batch(-1)));
      assertEquals(
          "trainer: validation must be a share in (0, 1), got 1.0",
          messageOf(IllegalArgumentException.class, () -> trainer.validation(1)));
      assertEquals(
          "trainer: early stopping needs validation rows; say validation(0.1) or the like",
          messageOf(
              IllegalArgumentException.class,
              () -> trainer.earlyStopping(new EarlyStopping(1, 0)).fit(XOR)));
      assertEquals(
          "trainer: optimiser is null",
          messageOf(NullPointerException.class, () -> trainer.optimiser(null)));
    }
  }

  @Test
  void aNetworkThatWasTrainedKeepsItsGradientsApart() {
    try (Network network = small()) {
      for (Parameter p : network.parameters()) {
        assertTrue(p.value().segment().asOverlappingSlice(p.gradient().segment()).isEmpty());
      }
    }
  }
}
