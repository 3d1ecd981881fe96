package dev.neurite.network;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.PriorityQueue;
import java.util.Set;

/**
 * Orders the nodes of a graph so that each comes after its inputs, and otherwise as given [1].
 *
 * <p>[1] A. Kahn, <i>Topological sorting of large networks</i>, CACM 5 (1962).
 */
final class Topology {
  private final List<Node> nodes;
  private final Map<String, Integer> index = new LinkedHashMap<>();
  private final List<List<Integer>> readers = new ArrayList<>();
  private final int[] missing;

  private Topology(List<Node> nodes) {
    this.nodes = nodes;
    this.missing = new int[nodes.size()];
    for (Node node : nodes) {
      if (index.put(node.name(), index.size()) != null) {
        throw new IllegalArgumentException("network: two nodes are named " + node.name());
      }
      readers.add(new ArrayList<>());
    }
  }

  /** The nodes in an order of computation; refuses what is not an acyclic graph to the output. */
  static List<Node> sort(List<Node> nodes, String output) {
    Topology topology = new Topology(nodes);
    if (!topology.index.containsKey(output)) {
      throw new IllegalArgumentException(
          "network: the output is to be \"" + output + "\", but the nodes are " + topology.names());
    }
    topology.link();
    List<Node> order = topology.order();
    checkAllLeadTo(output, order);
    return List.copyOf(order);
  }

  private void link() {
    for (int i = 0; i < missing.length; i++) {
      for (String input : nodes.get(i).inputs()) {
        if (!input.equals(NetworkSpec.INPUT)) {
          readers.get(indexOf(input, nodes.get(i))).add(i);
          missing[i]++;
        }
      }
    }
  }

  private int indexOf(String name, Node reader) {
    Integer found = index.get(name);
    if (found == null) {
      throw new IllegalArgumentException(
          "network: node "
              + reader.name()
              + " reads \""
              + name
              + "\", but the nodes are "
              + names()
              + " and input");
    }
    return found;
  }

  private List<Node> order() {
    PriorityQueue<Integer> ready = new PriorityQueue<>();
    for (int i = 0; i < missing.length; i++) {
      if (missing[i] == 0) {
        ready.add(i);
      }
    }
    List<Node> order = new ArrayList<>();
    while (!ready.isEmpty()) {
      int next = ready.remove();
      order.add(nodes.get(next));
      for (int reader : readers.get(next)) {
        if (--missing[reader] == 0) {
          ready.add(reader);
        }
      }
    }
    if (order.size() < nodes.size()) {
      throw new IllegalArgumentException("network: a cycle: " + cycle());
    }
    return order;
  }

  /** Every node that waits has an input that waits: from one to the next, until one comes again. */
  private String cycle() {
    int at = 0;
    while (missing[at] == 0) {
      at++;
    }
    Set<String> walk = new LinkedHashSet<>();
    while (walk.add(nodes.get(at).name())) {
      at = waitingInput(nodes.get(at));
    }
    List<String> path = new ArrayList<>(walk);
    String start = nodes.get(at).name();
    List<String> cycle = new ArrayList<>(path.subList(path.indexOf(start), path.size()));
    cycle.add(start);
    return String.join(" → ", cycle.reversed()); // in the direction of the data
  }

  private int waitingInput(Node node) {
    for (String input : node.inputs()) {
      Integer i = index.get(input);
      if (i != null && missing[i] > 0) {
        return i;
      }
    }
    throw new AssertionError(node + " waits for nothing");
  }

  private static void checkAllLeadTo(String output, List<Node> order) {
    Set<String> needed = new HashSet<>(Set.of(output));
    for (Node node : order.reversed()) {
      if (needed.contains(node.name())) {
        needed.addAll(node.inputs());
      }
    }
    for (Node node : order) {
      if (!needed.contains(node.name())) {
        throw new IllegalArgumentException(
            "network: node " + node.name() + " does not lead to the output " + output);
      }
    }
  }

  private String names() {
    return String.join(", ", index.keySet());
  }
}
