package dev.neurite.backend;

import static dev.neurite.activation.Activations.TANH;
import static dev.neurite.layer.Layers.dense;
import static dev.neurite.testing.Assertions.hashOfParameters;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.neurite.data.Csv;
import dev.neurite.data.Dataset;
import dev.neurite.data.Scaling;
import dev.neurite.loss.SoftmaxCrossEntropy;
import dev.neurite.network.Network;
import dev.neurite.network.NetworkSpec;
import dev.neurite.testing.TestBackend;
import dev.neurite.train.Trainer;
import java.nio.file.Path;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** A training run whose every kernel is large enough to be split among threads. */
class ThreadedTrainingTest {
  private static final int BATCH = 256;
  private static final int IN = 64;
  private static final int HIDDEN = 1_100;

  /** Printed by the scalar kernels on one thread. */
  private static final String HASH =
      "113584bd7752a826dd335fea0560b4b6707e8feea1d1725134693e442202e83d";

  private static final Dataset DIGITS = Csv.read(Path.of("src/data/digits.csv.gz"));

  private static String train(int threads) {
    NetworkSpec spec = NetworkSpec.chain(IN, dense(HIDDEN, TANH), dense(10));
    Backend backend = TestBackend.expected().withThreads(threads);
    try (Network network = Network.of(spec, backend).initialise(4)) {
      Trainer.of(network, new SoftmaxCrossEntropy())
          .epochs(2)
          .batch(BATCH)
          .scaling(Scaling::standard)
          .fit(DIGITS);
      return hashOfParameters(network);
    }
  }

  @Test
  void productsActivationsAndStepsAreAllLargeEnough() {
    assertTrue((long) BATCH * IN * HIDDEN >= Split.PRODUCT);
    assertTrue((long) BATCH * HIDDEN * 10 >= Split.PRODUCT);
    assertTrue((long) BATCH * HIDDEN >= Split.ELEMENTWISE);
    assertTrue((long) HIDDEN * IN >= Split.LINEAR);
  }

  @Tag("kernel")
  @Test
  void oneTwoAndThreeThreadsTrainToTheSameBits() {
    for (int threads = 1; threads <= 3; threads++) {
      assertEquals(HASH, train(threads), threads + " threads");
    }
  }
}
