package dev.neurite.train;

import static dev.neurite.activation.Activations.RELU;
import static dev.neurite.layer.Layers.batchNorm;
import static dev.neurite.layer.Layers.dense;
import static dev.neurite.layer.Layers.dropout;
import static dev.neurite.layer.Layers.layerNorm;
import static dev.neurite.layer.Layers.maxout;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.neurite.backend.Backend;
import dev.neurite.data.Dataset;
import dev.neurite.data.Scaling;
import dev.neurite.loss.SoftmaxCrossEntropy;
import dev.neurite.network.Network;
import dev.neurite.network.NetworkSpec;
import dev.neurite.optim.NAdam;
import dev.neurite.optim.Schedule;
import dev.neurite.random.CounterRandom;
import dev.neurite.random.CounterRandom.Purpose;
import dev.neurite.testing.AllocationMeter;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

/**
 * Steps and predictions leave nothing to the collector, once they have been compiled. On scalar
 * kernels: how soon vectors are compiled differs from start to start.
 */
class AllocationTest {
  private static final int ROWS = 512;
  private static final int FEW_ROWS = 128;
  private static final long[] KEYS = LongStream.range(0, FEW_ROWS).toArray();

  private static Dataset data() {
    CounterRandom random = new CounterRandom(1, Purpose.SAMPLE);
    float[][] x = new float[ROWS][6];
    int[] classes = new int[ROWS];
    for (int r = 0; r < ROWS; r++) {
      for (int i = 0; i < 6; i++) {
        x[r][i] = (float) random.normal(r, i);
      }
      classes[r] = r % 3;
    }
    return Dataset.classification(x, classes);
  }

  private static Network network() {
    NetworkSpec spec = NetworkSpec.chain(6, dense(20, RELU), dense(7, RELU), dense(3));
    return Network.of(spec, Backend.scalar()).initialise(1);
  }

  /**
   * An epoch has a few objects of its own, some of which compiled code does without. If a step had
   * one, an epoch of more steps would have 16 bytes more for each: no object is smaller.
   */
  @Test
  void aTrainingStepAllocatesNothing() {
    Dataset data = data();
    AllocationMeter meter = new AllocationMeter();
    try (Network network = network()) {
      meter.leastBytes(1000, 1, () -> epoch(network, data, 2)); // until all is compiled
      long few = meter.leastBytes(200, 1, () -> epoch(network, data, 8));
      long many = meter.leastBytes(200, 1, () -> epoch(network, data, 2));
      assertTrue(many - few < 16 * (ROWS / 2 - ROWS / 8), () -> few + " and " + many + " bytes");
    }
  }

  private static void epoch(Network network, Dataset data, int batch) {
    Trainer.of(network, new SoftmaxCrossEntropy()).epochs(1).batch(batch).fit(data);
  }

  /** The same with every layer, an optimiser with a rule, and all that can be set. */
  @Test
  void aStepWithEveryLayerAndSettingAllocatesNothing() {
    Dataset data = data().select(IntStream.range(0, FEW_ROWS).toArray());
    AllocationMeter meter = new AllocationMeter();
    NetworkSpec spec =
        NetworkSpec.chain(
            6, dense(12), batchNorm(), maxout(2), dropout(0.2f), layerNorm(), dense(3));
    try (Network network = Network.of(spec, Backend.scalar()).initialise(1)) {
      long allowed = 16 * (FEW_ROWS / 2 - FEW_ROWS / 8);
      long few = 0;
      long many = Long.MAX_VALUE;
      for (int round = 0; round < 40 && many - few >= allowed; round++) { // until all is compiled
        many = meter.leastBytes(60, 1, () -> fullEpoch(network, data, 2));
        few = meter.leastBytes(30, 1, () -> fullEpoch(network, data, 8));
      }
      assertTrue(many - few < allowed, few + " and " + many + " bytes");
    }
  }

  private static void fullEpoch(Network network, Dataset data, int batch) {
    Trainer.of(network, new SoftmaxCrossEntropy(0.1f))
        .optimiser(new NAdam(1e-3f))
        .schedule(new Schedule.WarmUp(100, 0, new Schedule.OneCycle()))
        .elasticNet(1e-3f, 0.5f)
        .maxNorm(2)
        .clipNorm(1)
        .clipValue(0.5f)
        .sharding(new Sharding(2, KEYS))
        .epochs(1)
        .batch(batch)
        .fit(data);
  }

  @Test
  void aPredictionAllocatesNothing() {
    Dataset data = data();
    AllocationMeter meter = new AllocationMeter();
    float[] row = data.features().rows()[0];
    float[] outputs = new float[3];
    try (Network network = network()) {
      Trainer.of(network, new SoftmaxCrossEntropy()).epochs(1).scaling(Scaling::standard).fit(data);
      assertEquals(0, meter.bytesOnceWarm(5_000, 50, () -> network.predict(row, outputs)));
    }
  }
}
