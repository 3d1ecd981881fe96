package dev.neurite.train;

import static dev.neurite.layer.Layers.dense;
import static dev.neurite.testing.Assertions.assertWithin;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.neurite.data.Dataset;
import dev.neurite.loss.SquaredError;
import dev.neurite.network.Network;
import dev.neurite.network.NetworkSpec;
import dev.neurite.optim.Sgd;
import dev.neurite.testing.TestBackend;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Regularisation as gradual forgetting. */
class ForgettingTest {
  private static final int STEPS = 50;
  private static final float RATE = 0.1f;
  private static final float LAMBDA = 0.25f;

  /**
   * A step has two roundings (decay, and fma), each relative to w; STEPS of them, and γ of that.
   */
  private static final double BOUND = 2 * STEPS * 0x1p-24 * 1.01;

  @Tag("kernel")
  @Test
  void aWeightThatNoDataExcitesDecaysGeometrically() {
    try (Network network = trained(false)) {
      double share = Math.pow(1 - 2.0 * RATE * LAMBDA, STEPS);
      float[] w = network.parameters().get(0).value().toArray();
      assertWithin(3 * share, w[0], 3 * share * BOUND, "excitatory weight");
      assertWithin(-2 * share, w[1], 2 * share * BOUND, "inhibitory weight");
    }
  }

  @Tag("kernel")
  @Test
  void aBiasIsNotForgottenUnlessAsked() {
    try (Network kept = trained(false);
        Network forgotten = trained(true)) {
      assertEquals(0.5f, kept.parameters().get(1).value().get(0));
      // b is pulled to its target 0.5 with 2·(b − 0.5), and to 0 with 2·λ·b: they balance at 0.4
      assertWithin(0.4, forgotten.parameters().get(1).value().get(0), 1e-5, "the bias");
    }
  }

  /** Inputs are 0, and the targets are what the neuron says already while its bias stays. */
  private static Network trained(boolean decayBiases) {
    Network network = Network.of(NetworkSpec.chain(2, dense(1)), TestBackend.expected());
    network.parameters().get(0).value().copyFrom(new float[] {3, -2});
    network.parameters().get(1).value().copyFrom(new float[] {0.5f});
    Trainer trainer =
        Trainer.of(network, new SquaredError())
            .optimiser(new Sgd(RATE))
            .l2(LAMBDA)
            .batch(1)
            .epochs(STEPS);
    Dataset silent = Dataset.regression(new float[][] {{0, 0}}, new float[][] {{0.5f}});
    (decayBiases ? trainer.decayBiases() : trainer).fit(silent);
    return network;
  }
}
