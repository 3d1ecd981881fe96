package dev.neurite.train;

import static dev.neurite.activation.Activations.RELU;
import static dev.neurite.layer.Layers.dense;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.neurite.data.Csv;
import dev.neurite.data.Dataset;
import dev.neurite.data.Scaling;
import dev.neurite.data.Split;
import dev.neurite.loss.SoftmaxCrossEntropy;
import dev.neurite.network.Network;
import dev.neurite.network.NetworkSpec;
import dev.neurite.testing.TestBackend;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/** Real handwritten digits: what the main job promises, over ten seeds. */
class DigitsAccuracyTest {
  private static final Dataset DIGITS = Csv.read(Path.of("src/data/digits.csv.gz"));

  @Test
  void tenSeedsReachNinetySevenPercentInTheMean() {
    double sum = 0;
    for (long seed = 1; seed <= 10; seed++) {
      sum += accuracy(seed);
    }
    double mean = sum / 10;
    assertTrue(mean >= 0.97, () -> "mean of 10 seeds: " + mean);
  }

  /** The settings of the {@code digits} command. */
  private static double accuracy(long seed) {
    Split split = DIGITS.split(0.8, seed);
    NetworkSpec spec = NetworkSpec.chain(64, dense(128, RELU), dense(10));
    try (Network network = Network.of(spec, TestBackend.expected()).initialise(seed)) {
      Trainer.of(network, new SoftmaxCrossEntropy())
          .l2(1e-4f)
          .epochs(30)
          .seed(seed)
          .scaling(Scaling::standard)
          .fit(split.train());
      return Evaluation.of(network, new SoftmaxCrossEntropy(), split.test())
          .accuracy()
          .orElseThrow();
    }
  }
}
