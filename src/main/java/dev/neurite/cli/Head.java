package dev.neurite.cli;

import dev.neurite.activation.Activation;
import dev.neurite.activation.Identity;
import dev.neurite.activation.Sigmoid;
import dev.neurite.activation.Softmax;
import dev.neurite.backend.Backend;
import dev.neurite.layer.Activate;
import dev.neurite.layer.Dense;
import dev.neurite.layer.LayerSpec;
import dev.neurite.layer.Parameter;
import dev.neurite.network.Network;
import dev.neurite.network.NetworkSpec;
import dev.neurite.network.Node;
import java.util.ArrayList;
import java.util.List;

/**
 * The activation of a network's output. Training is of logits; a model is saved with probabilities,
 * which are what its users want, and its losses are evaluated on logits again.
 */
final class Head {
  private Head() {}

  /** The activation of the output; identity if it is none that can be taken off. */
  static Activation of(NetworkSpec spec) {
    LayerSpec layer = output(spec).layer();
    return switch (layer) {
      case Dense dense -> dense.activation();
      case Activate activate -> activate.activation();
      default -> new Identity();
    };
  }

  /** A copy of a network whose output is a {@link Dense}, with another activation there. */
  static Network with(Network network, Activation activation, Backend backend) {
    NetworkSpec spec = network.spec();
    Dense last = (Dense) output(spec).layer();
    return copy(network, replaced(spec, last, activation), backend);
  }

  /** A copy of a network without its softmax or sigmoid at the end; as it is if it has none. */
  static Network logits(Network network, Backend backend) {
    NetworkSpec spec = network.spec();
    Activation activation = of(spec);
    boolean rates = activation instanceof Softmax || activation instanceof Sigmoid;
    if (!rates) {
      return copy(network, spec, backend);
    }
    return output(spec).layer() instanceof Dense dense
        ? copy(network, replaced(spec, dense, new Identity()), backend)
        : copy(network, withoutOutput(spec), backend);
  }

  private static Node output(NetworkSpec spec) {
    return spec.nodes().stream()
        .filter(n -> n.name().equals(spec.output()))
        .findFirst()
        .orElseThrow();
  }

  private static NetworkSpec replaced(NetworkSpec spec, Dense last, Activation activation) {
    Dense other = new Dense(last.out(), activation, last.bias(), last.initialiser());
    List<Node> nodes = new ArrayList<>();
    for (Node node : spec.nodes()) {
      boolean output = node.name().equals(spec.output());
      nodes.add(output ? new Node(node.name(), other, node.inputs()) : node);
    }
    return new NetworkSpec(spec.in(), nodes, spec.output());
  }

  private static NetworkSpec withoutOutput(NetworkSpec spec) {
    Node output = output(spec);
    List<Node> nodes = new ArrayList<>(spec.nodes());
    nodes.remove(output);
    return new NetworkSpec(spec.in(), nodes, output.inputs().getFirst());
  }

  /** The parameters have the same names and order: an activation has none. */
  private static Network copy(Network network, NetworkSpec spec, Backend backend) {
    Network copy = Network.of(spec, backend);
    List<Parameter> from = network.parameters();
    List<Parameter> to = copy.parameters();
    for (int i = 0; i < from.size(); i++) {
      to.get(i).value().segment().copyFrom(from.get(i).value().segment());
    }
    return copy.schema(network.schema());
  }
}
