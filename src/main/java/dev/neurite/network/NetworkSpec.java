package dev.neurite.network;

import dev.neurite.check.Check;
import dev.neurite.layer.LayerSpec;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The description of a network: an acyclic graph of layers. Immutable.
 *
 * <p>The nodes may be given in any order; they are kept in the order in which they are computed:
 * each after its inputs, otherwise as given.
 *
 * @param in the number of features
 * @param nodes in the order of computation
 * @param output the name of the node whose output is the network's
 */
public record NetworkSpec(int in, List<Node> nodes, String output) {
  /** The name of the network's input. */
  public static final String INPUT = "input";

  /** Checks that the graph is one: names, inputs, no cycle, widths, every node needed. */
  public NetworkSpec {
    Check.positive("network", "in", in);
    Check.notNull("network", "nodes", nodes);
    Check.notNull("network", "output", output);
    nodes = Topology.sort(nodes, output);
    widths(in, nodes);
  }

  /** A chain of layers, named by kind and number: {@code dense1}, {@code dense2}, … */
  public static NetworkSpec chain(int in, LayerSpec... layers) {
    Check.positive("network", "number of layers", layers.length);
    Map<String, Integer> numbers = new HashMap<>();
    List<Node> nodes = new ArrayList<>();
    String previous = INPUT;
    for (LayerSpec layer : layers) {
      Check.notNull("network", "layer", layer);
      String name = layer.kind() + numbers.merge(layer.kind(), 1, Integer::sum);
      nodes.add(new Node(name, layer, List.of(previous)));
      previous = name;
    }
    return new NetworkSpec(in, nodes, previous);
  }

  /** Starts the description of a graph with this many features. */
  public static Builder graph(int in) {
    return new Builder(in);
  }

  /** The number of outputs. */
  public int out() {
    return widths().get(output);
  }

  /** The width of every node's output, and of the input, by name. */
  public Map<String, Integer> widths() {
    return widths(in, nodes);
  }

  /** The widths of the inputs of a node. */
  public int[] inputWidths(Node node) {
    return inputWidths(node, widths());
  }

  /** The widths of the inputs of a node, from the widths of all outputs. */
  static int[] inputWidths(Node node, Map<String, Integer> widths) {
    int[] inputs = new int[node.inputs().size()];
    for (int i = 0; i < inputs.length; i++) {
      inputs[i] = widths.get(node.inputs().get(i));
    }
    return inputs;
  }

  /** One line per node: {@code dense1 = Dense[in=64, out=128, activation=Relu[]] (input)}. */
  public String describe() {
    Map<String, Integer> widths = widths();
    StringBuilder text = new StringBuilder();
    for (Node node : nodes) {
      text.append(node.name())
          .append(" = ")
          .append(node.layer().describe(inputWidths(node, widths)));
      text.append(" (").append(String.join(", ", node.inputs())).append(")\n");
    }
    return text.toString();
  }

  private static Map<String, Integer> widths(int in, List<Node> nodes) {
    Map<String, Integer> widths = new HashMap<>();
    widths.put(INPUT, in);
    for (Node node : nodes) {
      int[] inputs = inputWidths(node, widths);
      try {
        widths.put(node.name(), node.layer().out(inputs));
      } catch (IllegalArgumentException e) {
        throw new IllegalArgumentException("node " + node.name() + ": " + e.getMessage(), e);
      }
    }
    return widths;
  }

  /** Collects the nodes of a graph, in any order. */
  public static final class Builder {
    private final int in;
    private final List<Node> nodes = new ArrayList<>();

    private Builder(int in) {
      this.in = in;
    }

    /** Adds a layer that reads the named nodes, or {@code input}. */
    public Builder node(String name, LayerSpec layer, String... inputs) {
      for (String input : Check.notNull("node " + name, "inputs", inputs)) {
        Check.notNull("node " + name, "input", input);
      }
      nodes.add(new Node(name, layer, List.of(inputs)));
      return this;
    }

    /** The description, with the output of the named node as the network's. */
    public NetworkSpec output(String name) {
      return new NetworkSpec(in, nodes, name);
    }
  }
}
