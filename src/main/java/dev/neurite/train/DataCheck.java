package dev.neurite.train;

import dev.neurite.activation.Activation;
import dev.neurite.activation.Sigmoid;
import dev.neurite.activation.Softmax;
import dev.neurite.data.Dataset;
import dev.neurite.layer.Dense;
import dev.neurite.loss.Loss;
import dev.neurite.loss.SigmoidCrossEntropy;
import dev.neurite.loss.SoftmaxCrossEntropy;
import dev.neurite.network.Network;
import dev.neurite.network.Node;

/** Whether data, network and loss go together. */
final class DataCheck {
  private DataCheck() {}

  /** Refuses data that doesn't fit the network or the loss. */
  static void refuse(String operation, Network network, Loss loss, Dataset data) {
    if (data.in() != network.in()) {
      throw otherWidth(operation, network, data.in());
    }
    refuseTargets(operation, network, loss, data.outputs());
    loss.checkTargets(data.rows(), network.out(), data.targets().segment());
  }

  static IllegalArgumentException otherWidth(String operation, Network network, int in) {
    return new IllegalArgumentException(
        operation + ": the network takes " + network.in() + " features, the data has " + in);
  }

  /** Refuses another number of targets than the loss has, and a loss that the network applies. */
  static void refuseTargets(String operation, Network network, Loss loss, int found) {
    int columns = loss.targetColumns(network.out());
    if (found != columns) {
      throw new IllegalArgumentException(
          operation
              + ": "
              + loss
              + " of "
              + network.out()
              + " outputs needs "
              + columns
              + " targets per row, the data has "
              + found);
    }
    refuseDoubleActivation(operation, network, loss);
  }

  /** Refuses a loss that applies what the output layer has applied already. */
  static void refuseDoubleActivation(String operation, Network network, Loss loss) {
    for (Node node : network.spec().nodes()) {
      if (node.name().equals(network.spec().output()) && node.layer() instanceof Dense dense) {
        Activation f = dense.activation();
        if (loss instanceof SoftmaxCrossEntropy && f instanceof Softmax
            || loss instanceof SigmoidCrossEntropy && f instanceof Sigmoid) {
          throw new IllegalArgumentException(
              operation
                  + ": "
                  + loss
                  + " applies "
                  + f
                  + " itself; leave the output layer without activation");
        }
      }
    }
  }
}
