package dev.neurite.train;

import dev.neurite.activation.Activation;
import dev.neurite.activation.Sigmoid;
import dev.neurite.activation.Softmax;
import dev.neurite.data.Dataset;
import dev.neurite.layer.Dense;
import dev.neurite.layer.Parameter;
import dev.neurite.loss.Loss;
import dev.neurite.loss.Loss.Decision;
import dev.neurite.loss.SigmoidCrossEntropy;
import dev.neurite.loss.SoftmaxCrossEntropy;
import dev.neurite.network.Network;
import dev.neurite.network.Node;
import dev.neurite.network.Schema;
import java.util.List;

/** Whether data, network and loss go together. */
final class DataCheck {
  private DataCheck() {}

  /** Refuses data that doesn't fit the network or the loss. */
  static void refuse(String operation, Network network, Loss loss, Dataset data) {
    refuseWidths(operation, network, loss, data.in(), data.outputs());
    loss.checkTargets(data.rows(), network.out(), data.targets().segment());
  }

  /** Refuses other numbers of features or targets, and a loss that the network applies itself. */
  static void refuseWidths(String operation, Network network, Loss loss, int in, int outputs) {
    if (in != network.in()) {
      throw new IllegalArgumentException(
          operation + ": the network takes " + network.in() + " features, the data has " + in);
    }
    int columns = loss.targetColumns(network.out());
    if (outputs != columns) {
      throw new IllegalArgumentException(
          operation
              + ": "
              + loss
              + " of "
              + network.out()
              + " outputs needs "
              + columns
              + " targets per row, the data has "
              + outputs);
    }
    refuseDoubleActivation(operation, network, loss);
  }

  /** Refuses names of classes that are not one per output: there would be no place for them. */
  static void refuseOtherLabels(String operation, Network network, Loss loss, Dataset data) {
    List<String> labels = data.labels();
    boolean decides = loss.decision() != Decision.NONE;
    if (decides && !areNumbers(labels) && !Schema.fits(labels, network.out())) {
      throw new IllegalArgumentException(
          operation
              + ": the data names "
              + labels.size()
              + " classes, and a network of "
              + network.out()
              + (network.out() == 1 ? " output decides between 2" : " outputs has one for each")
              + "; give the last layer as many outputs as there are classes, or the data the"
              + " labels of all classes");
    }
  }

  /** True of "0", "1", …: names that say what the index says, as of rows that came without any. */
  private static boolean areNumbers(List<String> labels) {
    for (int i = 0; i < labels.size(); i++) {
      if (!labels.get(i).equals(String.valueOf(i))) {
        return false;
      }
    }
    return true;
  }

  /**
   * Refuses several layers whose weights are all 0: gradients reach none of them, and training
   * would move the last bias alone. A single layer may start there.
   */
  static void refuseUninitialised(String operation, Network network) {
    int matrices = 0;
    for (Parameter p : network.parameters()) {
      if (p.trained() && p.value().shape().rank() == 2) {
        matrices++;
        for (int i = 0; i < p.value().elements(); i++) {
          if (p.value().get(i) != 0) {
            return;
          }
        }
      }
    }
    if (matrices > 1) {
      throw new IllegalArgumentException(
          operation
              + ": the weights of all "
              + matrices
              + " layers are 0, from where nothing is learnt; say network.initialise(seed) first");
    }
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
