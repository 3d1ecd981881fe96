package dev.neurite.cli;

import dev.neurite.layer.LayerSpec;
import dev.neurite.layer.Layers;
import dev.neurite.network.NetworkSpec;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Option;

/** What is trained, for a command to mix in. */
final class NetworkOptions {
  @Option(
      names = "--model",
      paramLabel = "KIND",
      description = "What is trained: ${COMPLETION-CANDIDATES}. ${DEFAULT-VALUE} without this.")
  private ModelKind kind = ModelKind.MLP;

  @Option(
      names = "--hidden",
      split = ",",
      paramLabel = "N",
      description = "mlp: neurons of each hidden layer. ${DEFAULT-VALUE} without this.")
  private List<Integer> hidden = List.of(128);

  @Option(
      names = "--activation",
      paramLabel = "NAME",
      description = "mlp: of hidden layers: ${COMPLETION-CANDIDATES}.")
  private ActivationChoice activation = ActivationChoice.RELU;

  @Option(
      names = "--dropout",
      paramLabel = "SHARE",
      description = "mlp: of hidden neurons that are left out in each step.")
  private float dropout;

  @Option(
      names = "--loss",
      paramLabel = "NAME",
      description = "What training makes small: ${COMPLETION-CANDIDATES}. The kind's without this.")
  private LossChoice loss;

  NetworkOptions() {}

  ModelKind kind() {
    return kind;
  }

  /** The loss that was asked for, or null. */
  LossChoice loss() {
    return loss;
  }

  /** A network of this kind, with logits, margins or values for outputs. */
  NetworkSpec spec(int in, int out) {
    List<LayerSpec> layers = new ArrayList<>();
    if (!kind.isLinear()) {
      for (int neurons : hidden) {
        layers.add(Layers.dense(neurons, activation.activation()));
        if (dropout > 0) {
          layers.add(Layers.dropout(dropout));
        }
      }
    }
    layers.add(Layers.dense(out));
    return NetworkSpec.chain(in, layers.toArray(LayerSpec[]::new));
  }

  /** Complains of what can't be. */
  void check(Output output) {
    for (int neurons : hidden) {
      if (neurons < 1) {
        throw output.usage("--hidden: expected 1 neuron or more, got %d", neurons);
      }
    }
    if (!(dropout >= 0 && dropout < 1)) {
      throw output.usage("--dropout: expected a share in [0, 1), got %s", dropout);
    }
  }
}
