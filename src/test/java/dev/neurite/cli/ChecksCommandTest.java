package dev.neurite.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.neurite.activation.Activations;
import dev.neurite.backend.Backend;
import dev.neurite.io.safetensors.ModelFile;
import dev.neurite.layer.Layers;
import dev.neurite.network.Network;
import dev.neurite.network.NetworkSpec;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The checks of gradients, and of networks before training. */
class ChecksCommandTest {
  private static final String DATA = "src/data/breast_cancer.csv";

  @TempDir Path folder;

  @Test
  void everyLossHasRightGradients() {
    for (LossChoice loss : LossChoice.values()) {
      Run run =
          Run.of(
              "gradcheck",
              "--in",
              "4",
              "--hidden",
              "5",
              "--activation",
              "tanh",
              "--loss",
              "" + loss);
      assertEquals("", run.err());
      assertEquals(0, run.status());
      assertTrue(run.out().contains("verdict   right: "), run.out());
      assertTrue(run.out().contains("loss " + loss), run.out());
    }
  }

  @Test
  void aModelIsCheckedWithoutItsSoftmax() {
    Path path = folder.resolve("m.safetensors");
    try (Network network =
        Network.of(
                NetworkSpec.chain(
                    4, Layers.dense(5, Activations.GELU), Layers.dense(3, Activations.SOFTMAX)),
                Backend.scalar())
            .initialise(1)) {
      ModelFile.save(network, path);
    }
    Run run = Run.of("gradcheck", path.toString(), "--json");
    assertEquals(0, run.status(), run.err());
    assertTrue(run.out().contains("\"loss\":\"softmax-cross-entropy\""), run.out());
    assertTrue(run.out().contains("\"checked\":43,"), run.out());
    assertTrue(run.out().contains("\"passed\":true"), run.out());
  }

  @Test
  void aLossOfOneOutputIsRefusedForThree() {
    Path path = folder.resolve("m.safetensors");
    try (Network network = Network.of(NetworkSpec.chain(4, Layers.dense(3)), Backend.scalar())) {
      ModelFile.save(network, path);
    }
    Run run = Run.of("gradcheck", path.toString(), "--loss", "hinge");
    assertEquals(1, run.status());
    assertEquals("neurite: --loss hinge is of 1 output, and " + path + " has 3\n", run.err());
  }

  @Test
  void aSoundNetworkPassesEveryCheck() {
    Run run = Run.of("sanity", "--data", DATA, "--hidden", "16,8");
    assertEquals("", run.err());
    assertEquals(0, run.status());
    assertTrue(run.out().contains("loss with the output layer zeroed           0.693"), run.out());
    assertTrue(run.out().contains("verdict   sound"), run.out());
  }

  @Test
  void aStepThatIsTooLongIsBadAndStatusOne() {
    Run run = Run.of("sanity", "--data", DATA, "--hidden", "16", "--learning-rate", "1");
    assertEquals(1, run.status());
    assertTrue(run.out().contains("BAD  first step over length of dense1.weight"), run.out());
    assertTrue(run.out().contains("The first step is long: a smaller --learning-rate."), run.out());
    assertTrue(run.err().matches("neurite: sanity: [0-9] of 6 checks failed\n"), run.err());
  }
}
