package dev.neurite.train;

import static dev.neurite.activation.Activations.GELU;
import static dev.neurite.activation.Activations.RELU;
import static dev.neurite.activation.Activations.SIGMOID;
import static dev.neurite.activation.Activations.TANH;
import static dev.neurite.layer.Layers.add;
import static dev.neurite.layer.Layers.batchNorm;
import static dev.neurite.layer.Layers.concat;
import static dev.neurite.layer.Layers.dense;
import static dev.neurite.layer.Layers.dropout;
import static dev.neurite.layer.Layers.layerNorm;
import static dev.neurite.layer.Layers.maxout;
import static dev.neurite.testing.Assertions.hashOfParameters;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import dev.neurite.backend.Backend;
import dev.neurite.data.Csv;
import dev.neurite.data.Dataset;
import dev.neurite.data.Scaling;
import dev.neurite.loss.SoftmaxCrossEntropy;
import dev.neurite.network.Network;
import dev.neurite.network.NetworkSpec;
import dev.neurite.optim.Adam;
import dev.neurite.optim.Momentum;
import dev.neurite.optim.Optimiser;
import dev.neurite.testing.TestBackend;
import java.nio.file.Path;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * One seed, one model: the weights of whole training runs, bit for bit, against golden hashes.
 *
 * <p>The hashes were printed by the scalar kernels. They change only when a canonical order
 * changes, and then every saved answer does: a reason for a release note.
 */
class OneAnswerTest {
  private static final String CHAIN =
      "91d73c87abefca6791892ee185f2d306a0bfddddaeec62313ce8441a0c8095ad";
  private static final String GRAPH =
      "dc22f62829f8452a47325563ac7d02b1e08aa9686eca4240415c77fc8b784294";

  private static final String LAYERS =
      "715c53e836eeda7cbe31c971173e44cc5893d83a75a82e0143d7203762e6d0f9";

  private static final Dataset DIGITS = Csv.read(Path.of("src/data/digits.csv.gz"));

  /** All three forward orders, by 100, 16 and 10 outputs and the 3 of the graph below. */
  private static NetworkSpec chain() {
    return NetworkSpec.chain(64, dense(100, RELU), dense(16, TANH), dense(10));
  }

  private static NetworkSpec graph() {
    return NetworkSpec.graph(64)
        .node("left", dense(40, GELU), "input")
        .node("right", dense(40, SIGMOID), "input")
        .node("sum", add(), "left", "right")
        .node("narrow", dense(3, TANH), "sum")
        .node("both", concat(), "sum", "narrow")
        .node("out", dense(10), "both")
        .output("out");
  }

  private static NetworkSpec layers() {
    return NetworkSpec.chain(
        64, dense(60), batchNorm(), maxout(3), dropout(0.2f), layerNorm(), dense(10));
  }

  private static String train(NetworkSpec spec, Optimiser optimiser, Backend backend, long seed) {
    try (Network network = Network.of(spec, backend).initialise(seed)) {
      Trainer.of(network, new SoftmaxCrossEntropy())
          .optimiser(optimiser)
          .l2(1e-4f)
          .epochs(3)
          .batch(50)
          .seed(seed)
          .scaling(Scaling::standard)
          .validation(0.1)
          .fit(DIGITS);
      return hashOfParameters(network);
    }
  }

  @Tag("kernel")
  @Tag("sample512")
  @Test
  void aChainTrainsToTheGoldenBits() {
    assertEquals(CHAIN, train(chain(), new Adam(1e-3f), TestBackend.expected(), 1));
  }

  @Tag("kernel")
  @Test
  void aGraphTrainsToTheGoldenBits() {
    Optimiser nesterov = new Momentum(0.05f, 0.9f, true);
    assertEquals(GRAPH, train(graph(), nesterov, TestBackend.expected(), 2));
  }

  @Tag("kernel")
  @Test
  void everyOtherLayerTrainsToTheGoldenBits() {
    for (int threads : new int[] {1, 2, 3}) {
      Backend backend = TestBackend.expected().withThreads(threads);
      assertEquals(LAYERS, train(layers(), new Adam(1e-3f), backend, 1), threads + " threads");
    }
    assertEquals(LAYERS, train(layers(), new Adam(1e-3f), Backend.scalar(), 1));
  }

  @Tag("kernel")
  @Test
  void twoAndThreeThreadsTrainToTheSameBits() {
    for (int threads : new int[] {2, 3}) {
      Backend backend = TestBackend.expected().withThreads(threads);
      assertEquals(CHAIN, train(chain(), new Adam(1e-3f), backend, 1), threads + " threads");
    }
  }

  @Test
  void scalarKernelsTrainToTheSameBits() {
    assertEquals(CHAIN, train(chain(), new Adam(1e-3f), Backend.scalar(), 1));
  }

  @Test
  void anotherSeedTrainsToOtherBits() {
    assertNotEquals(CHAIN, train(chain(), new Adam(1e-3f), TestBackend.expected(), 3));
  }
}
