package dev.neurite.train;

import static dev.neurite.activation.Activations.RELU;
import static dev.neurite.layer.Layers.dense;
import static dev.neurite.testing.Assertions.messageOf;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.neurite.backend.Backend;
import dev.neurite.data.Dataset;
import dev.neurite.loss.Loss;
import dev.neurite.loss.SigmoidCrossEntropy;
import dev.neurite.loss.SoftmaxCrossEntropy;
import dev.neurite.loss.SquaredError;
import dev.neurite.network.Network;
import dev.neurite.network.NetworkSpec;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Runs that could only fail in silence are refused before their first step. */
class RefusedRunTest {
  private static final float[][] ROWS = {{0, 0}, {0, 1}, {1, 0}, {1, 1}};
  private static final int[] CLASSES = {0, 1, 1, 0};

  private static Network network(int out) {
    return Network.of(NetworkSpec.chain(2, dense(4, RELU), dense(out)), Backend.scalar());
  }

  private static String refusal(Network network, Loss loss, Dataset data) {
    return messageOf(
        IllegalArgumentException.class, () -> Trainer.of(network, loss).epochs(1).fit(data));
  }

  @Test
  void severalLayersOfZerosAreRefused() {
    try (Network network = network(2)) {
      Dataset data = Dataset.classification(ROWS, CLASSES);
      assertEquals(
          "trainer: the weights of all 2 layers are 0, from where nothing is learnt; say"
              + " network.initialise(seed) first",
          refusal(network, new SoftmaxCrossEntropy(), data));
      network.parameters().getFirst().value().set(3, 0.5f);
      Trainer.of(network, new SoftmaxCrossEntropy()).epochs(1).fit(data);
    }
  }

  @Test
  void oneLayerMayStartFromZeros() {
    try (Network network = Network.of(NetworkSpec.chain(2, dense(2)), Backend.scalar())) {
      Trainer.of(network, new SoftmaxCrossEntropy())
          .epochs(1)
          .fit(Dataset.classification(ROWS, new int[] {0, 1, 1, 1}));
      assertTrue(network.parameters().getFirst().value().get(0) != 0, "it moves");
    }
  }

  @Test
  void namesOfClassesThatHaveNoOutputOfTheirOwnAreRefused() {
    try (Network three = network(3).initialise(1);
        Network one = network(1).initialise(1)) {
      Dataset two = Dataset.classification(ROWS, CLASSES, List.of("no", "yes"));
      assertEquals(
          "trainer: the data names 2 classes, and a network of 3 outputs has one for each; give the"
              + " last layer as many outputs as there are classes, or the data the labels of all"
              + " classes",
          refusal(three, new SoftmaxCrossEntropy(), two));
      Dataset four = Dataset.classification(ROWS, CLASSES, List.of("no", "yes", "so", "or"));
      assertEquals(
          "trainer: the data names 4 classes, and a network of 1 output decides between 2; give the"
              + " last layer as many outputs as there are classes, or the data the labels of all"
              + " classes",
          refusal(one, new SigmoidCrossEntropy(), four));
      Trainer.of(one, new SquaredError()).epochs(1).fit(four); // classes as numbers: no decision
      Dataset unnamed = Dataset.classification(ROWS, CLASSES);
      Trainer.of(three, new SoftmaxCrossEntropy()).epochs(1).fit(unnamed);
      assertEquals(List.of(), three.schema().labels());
    }
  }

  @Test
  void classWeightsThatLeaveNoRowAreRefused() {
    try (Network three = network(3).initialise(1)) {
      Dataset data = Dataset.classification(ROWS, CLASSES);
      Trainer trainer = Trainer.of(three, new SoftmaxCrossEntropy()).epochs(1);
      assertEquals(
          "trainer: classWeights [0.0, 0.0, 2.0] leave no row that counts: no class above 0 occurs"
              + " in the 4 rows",
          messageOf(IllegalArgumentException.class, () -> trainer.classWeights(0, 0, 2).fit(data)));
      trainer.classWeights(0, 1, 0).fit(data);
    }
  }
}
