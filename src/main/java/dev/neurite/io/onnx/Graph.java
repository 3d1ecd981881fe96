package dev.neurite.io.onnx;

import dev.neurite.io.onnx.ModelProto.GraphProto;
import dev.neurite.io.onnx.ModelProto.ValueProto;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.PriorityQueue;
import java.util.Set;

/**
 * The graph of a file, checked: every name is made once and before it is read, and there is no
 * cycle. Nodes that no output needs are left out.
 */
final class Graph {
  private final String file;
  private final Map<String, TensorProto> initializers = new HashMap<>();
  private final Map<String, ValueProto> inputs = new LinkedHashMap<>();
  private final Map<String, NodeProto> makers = new HashMap<>();
  private final Map<String, Integer> uses = new HashMap<>();
  private final List<NodeProto> order = new ArrayList<>();

  Graph(String file, GraphProto graph) {
    this.file = file;
    for (TensorProto tensor : graph.initializers()) {
      if (initializers.put(tensor.name(), tensor) != null) {
        throw new OnnxException(file, tensor.title() + ": there is another one of this name");
      }
    }
    for (ValueProto input : graph.inputs()) {
      if (!initializers.containsKey(input.name()) && inputs.put(input.name(), input) != null) {
        throw new OnnxException(file, "input \"" + input.name() + "\" stands there twice");
      }
    }
    graph.nodes().forEach(this::addMaker);
    sort(needed(graph));
  }

  /** The nodes that are needed, each after those it reads. */
  List<NodeProto> order() {
    return order;
  }

  /** The inputs that aren't constants. */
  List<ValueProto> inputs() {
    return List.copyOf(inputs.values());
  }

  /** The constant of this name, or null. */
  TensorProto initializer(String name) {
    return initializers.get(name);
  }

  /** The node that makes this, or null. */
  NodeProto maker(String name) {
    return makers.get(name);
  }

  /** How often it is read, as an output of the graph too. */
  int uses(String name) {
    return uses.getOrDefault(name, 0);
  }

  private void addMaker(NodeProto node) {
    for (String output : node.outputs()) {
      if (output.isEmpty()) {
        continue;
      }
      if (inputs.containsKey(output) || initializers.containsKey(output)) {
        throw problem(node, "makes \"" + output + "\", which is an input or initialiser too");
      }
      NodeProto other = makers.put(output, node);
      if (other != null) {
        throw problem(node, "makes \"" + output + "\", which " + other.title() + " makes too");
      }
    }
  }

  private Set<NodeProto> needed(GraphProto graph) {
    Set<NodeProto> needed = Collections.newSetFromMap(new IdentityHashMap<>());
    ArrayDeque<NodeProto> waiting = new ArrayDeque<>();
    for (ValueProto output : graph.outputs()) {
      uses.merge(output.name(), 1, Integer::sum);
      if (!exists(output.name())) {
        throw new OnnxException(
            file,
            "output \"" + output.name() + "\" at byte " + output.start() + " is made by no node");
      }
      want(output.name(), needed, waiting);
    }
    while (!waiting.isEmpty()) {
      NodeProto node = waiting.remove();
      for (String input : node.inputs()) {
        if (input.isEmpty()) {
          continue;
        }
        uses.merge(input, 1, Integer::sum);
        if (!exists(input)) {
          throw problem(node, "reads \"" + input + "\", which nothing makes");
        }
        want(input, needed, waiting);
      }
    }
    return needed;
  }

  private boolean exists(String name) {
    return makers.containsKey(name) || inputs.containsKey(name) || initializers.containsKey(name);
  }

  private void want(String name, Set<NodeProto> needed, ArrayDeque<NodeProto> waiting) {
    NodeProto maker = makers.get(name);
    if (maker != null && needed.add(maker)) {
      waiting.add(maker);
    }
  }

  /** Kahn's algorithm: what waits at the end is in a cycle or behind one. */
  private void sort(Set<NodeProto> needed) {
    Map<NodeProto, Integer> missing = new IdentityHashMap<>();
    Map<NodeProto, List<NodeProto>> readers = new IdentityHashMap<>();
    PriorityQueue<NodeProto> ready =
        new PriorityQueue<>(Comparator.comparingInt(NodeProto::start)); // one order, always
    for (NodeProto node : needed) {
      Set<String> read = new HashSet<>(node.inputs());
      int count = 0;
      for (String input : read) {
        NodeProto maker = makers.get(input);
        if (maker != null) {
          readers.computeIfAbsent(maker, _ -> new ArrayList<>()).add(node);
          count++;
        }
      }
      missing.put(node, count);
      if (count == 0) {
        ready.add(node);
      }
    }
    while (!ready.isEmpty()) {
      NodeProto node = ready.remove();
      order.add(node);
      for (NodeProto reader : readers.getOrDefault(node, List.of())) {
        if (missing.merge(reader, -1, Integer::sum) == 0) {
          ready.add(reader);
        }
      }
    }
    for (NodeProto node : needed) {
      if (missing.get(node) > 0) {
        throw problem(node, "is in a cycle, or behind one");
      }
    }
  }

  private OnnxException problem(NodeProto node, String problem) {
    return new OnnxException(file, node.title() + ": " + problem);
  }
}
