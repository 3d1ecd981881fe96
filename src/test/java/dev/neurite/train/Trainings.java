package dev.neurite.train;

import static dev.neurite.activation.Activations.TANH;
import static dev.neurite.layer.Layers.dense;

import dev.neurite.backend.Backend;
import dev.neurite.data.Csv;
import dev.neurite.data.Dataset;
import dev.neurite.data.Scaling;
import dev.neurite.loss.SoftmaxCrossEntropy;
import dev.neurite.network.Network;
import dev.neurite.network.NetworkSpec;
import dev.neurite.optim.Adam;
import dev.neurite.testing.Assertions;
import java.nio.file.Path;

/** The run that is cut short, killed and taken up again: breast cancer, 30-8-2, Adam. */
final class Trainings {
  static final Dataset DATA = Csv.read(Path.of("src/data/breast_cancer.csv"));

  private Trainings() {}

  static Network network() {
    return Network.of(NetworkSpec.chain(30, dense(8, TANH), dense(2)), Backend.scalar())
        .initialise(7);
  }

  static Trainer trainer(Network network, int epochs) {
    return Trainer.of(network, new SoftmaxCrossEntropy())
        .optimiser(new Adam(1e-3f))
        .l2(1e-4f)
        .batch(16)
        .seed(3)
        .epochs(epochs)
        .scaling(Scaling::standard)
        .validation(0.2)
        .earlyStopping(new EarlyStopping(1_000_000, 0)); // never stops, restores the best
  }

  /** The bits of the parameters and of the history. */
  static String bits(Network network, History history) {
    return Assertions.hashOfParameters(network) + " " + history;
  }
}
