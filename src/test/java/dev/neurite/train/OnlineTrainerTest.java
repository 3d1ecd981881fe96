package dev.neurite.train;

import static dev.neurite.activation.Activations.RELU;
import static dev.neurite.activation.Activations.SOFTMAX;
import static dev.neurite.layer.Layers.dense;
import static dev.neurite.testing.Assertions.hashOfParameters;
import static dev.neurite.testing.Assertions.messageOf;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.neurite.backend.Backend;
import dev.neurite.data.Dataset;
import dev.neurite.loss.SoftmaxCrossEntropy;
import dev.neurite.network.Network;
import dev.neurite.network.NetworkSpec;
import dev.neurite.optim.Adam;
import dev.neurite.optim.Sgd;
import dev.neurite.random.CounterRandom;
import dev.neurite.random.CounterRandom.Purpose;
import dev.neurite.testing.AllocationMeter;
import dev.neurite.testing.TestBackend;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

class OnlineTrainerTest {
  private static final NetworkSpec SPEC = NetworkSpec.chain(4, dense(20, RELU), dense(3));
  private static final Objective OBJECTIVE = new Objective(new SoftmaxCrossEntropy(), 0.01f, false);
  private static final int BATCH = 8;
  private static final int ROWS = 37; // the last batch of an epoch is short

  private static float[] features(int... rows) {
    CounterRandom random = new CounterRandom(2, Purpose.SAMPLE);
    float[] features = new float[4 * rows.length];
    for (int i = 0; i < features.length; i++) {
      features[i] = (float) random.normal(rows[i / 4], i % 4);
    }
    return features;
  }

  private static float[] targets(int... rows) {
    float[] targets = new float[rows.length];
    for (int r = 0; r < rows.length; r++) {
      targets[r] = rows[r] % 3;
    }
    return targets;
  }

  private static Network network() {
    return Network.of(SPEC, TestBackend.expected()).initialise(1);
  }

  @Tag("kernel")
  @Test
  void theSameRowsInTheSameBatchesGiveTheBitsOfTheTrainer() {
    float[][] features = new float[ROWS][];
    int[] classes = new int[ROWS];
    int[] order = new int[ROWS];
    for (int r = 0; r < ROWS; r++) {
      features[r] = features(r);
      classes[r] = (int) targets(r)[0];
      order[r] = r;
    }
    List<Double> losses = new ArrayList<>();
    try (Network expected = network();
        Network actual = network();
        OnlineTrainer online = OnlineTrainer.of(actual, OBJECTIVE, new Adam(0.01f), BATCH)) {
      Trainer.of(expected, OBJECTIVE.loss())
          .optimiser(new Adam(0.01f))
          .l2(0.01f)
          .epochs(1)
          .batch(BATCH)
          .seed(9)
          .listener(
              new TrainingListener() {
                @Override
                public void batchDone(int epoch, int batch, int batches, double loss) {
                  losses.add(loss);
                }
              })
          .fit(Dataset.classification(features, classes));
      new CounterRandom(9, Purpose.SHUFFLE).shuffle(1, order);
      for (int from = 0; from < ROWS; from += BATCH) {
        int[] rows = Arrays.copyOfRange(order, from, Math.min(from + BATCH, ROWS));
        online.load(rows.length, features(rows), targets(rows));
        assertEquals(losses.get(from / BATCH), online.step());
      }
      assertEquals(hashOfParameters(expected), hashOfParameters(actual));
      assertEquals(5, online.steps());
    }
  }

  @Test
  void theLossesOfItsOwnOutputsAreThoseOfTheStep() {
    try (Network network = network();
        OnlineTrainer online = OnlineTrainer.of(network, OBJECTIVE, new Sgd(0.1f), BATCH)) {
      online.load(5, features(1, 2, 3, 4, 5), targets(1, 2, 3, 4, 5));
      double before = online.evaluate(network.forward(online.features(), 5));
      float[] losses = online.losses().clone();
      assertEquals(before, online.step());
      for (int r = 0; r < 5; r++) {
        assertEquals(losses[r], online.losses()[r]);
      }
    }
  }

  @Test
  void aStepAllocatesNothing() {
    try (Network network = Network.of(SPEC, Backend.scalar()).initialise(1);
        OnlineTrainer online = OnlineTrainer.of(network, OBJECTIVE, new Adam(1e-4f), BATCH)) {
      float[] x = features(1, 2, 3);
      float[] targets = targets(1, 2, 3);
      Runnable step =
          () -> {
            online.load(3, x, targets);
            online.step();
          };
      assertEquals(0, new AllocationMeter().bytesOnceWarm(10_000, 20, step));
    }
  }

  @Test
  void aLossThatIsNoNumberIsAnError() {
    try (Network network = network();
        OnlineTrainer online = OnlineTrainer.of(network, OBJECTIVE, new Sgd(0.1f), BATCH)) {
      online.load(1, features(1), targets(1));
      online.step();
      network.parameters().getFirst().value().set(0, Float.NaN);
      assertEquals(
          "training: the loss is NaN in step 2; lower the learning rate or scale the features",
          messageOf(TrainingException.class, online::step));
    }
  }

  @Test
  void wrongCallsAreRefusedWithTheNumbers() {
    try (Network network = network();
        OnlineTrainer online = OnlineTrainer.of(network, OBJECTIVE, new Sgd(0.1f), BATCH);
        Network softmax = Network.of(SPEC.in(), dense(3, SOFTMAX))) {
      assertEquals(
          "online trainer: no rows; load some first",
          messageOf(IllegalStateException.class, online::step));
      assertEquals(
          "online trainer: rows must be in [1, 8], got 9",
          messageOf(
              IllegalArgumentException.class, () -> online.load(9, new float[36], new float[9])));
      assertEquals(
          "online trainer: features must have 12 elements or more, got 11",
          messageOf(
              IllegalArgumentException.class, () -> online.load(3, new float[11], new float[3])));
      assertEquals(
          "online trainer: targets must have 3 elements or more, got 2",
          messageOf(
              IllegalArgumentException.class, () -> online.load(3, new float[12], new float[2])));
      assertTrue(
          messageOf(
                  IllegalArgumentException.class,
                  () -> OnlineTrainer.of(softmax, OBJECTIVE, new Sgd(0.1f), BATCH))
              .contains("leave the output layer without activation"));
    }
  }
}
