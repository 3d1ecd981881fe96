package dev.neurite.network;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Orders the nodes of a graph so that each comes after its inputs, by depth-first search. */
final class Topology {
  private final Map<String, Node> byName = new LinkedHashMap<>();
  private final Set<String> path = new LinkedHashSet<>();
  private final Map<String, Node> done = new LinkedHashMap<>();

  private Topology(List<Node> nodes) {
    for (Node node : nodes) {
      if (byName.put(node.name(), node) != null) {
        throw new IllegalArgumentException("network: two nodes are named " + node.name());
      }
    }
  }

  /** The nodes in an order of computation; refuses what is not an acyclic graph to the output. */
  static List<Node> sort(List<Node> nodes, String output) {
    Topology topology = new Topology(nodes);
    if (!topology.byName.containsKey(output)) {
      throw new IllegalArgumentException(
          "network: the output is to be \"" + output + "\", but the nodes are " + topology.names());
    }
    for (Node node : nodes) {
      topology.visit(node);
    }
    topology.checkAllLeadTo(output);
    return List.copyOf(topology.done.values());
  }

  private void visit(Node node) {
    if (done.containsKey(node.name())) {
      return;
    }
    if (!path.add(node.name())) {
      throw new IllegalArgumentException("network: a cycle: " + cycle(node.name()));
    }
    for (String input : node.inputs()) {
      if (!input.equals(NetworkSpec.INPUT)) {
        visit(existing(node, input));
      }
    }
    path.remove(node.name());
    done.put(node.name(), node);
  }

  private Node existing(Node reader, String name) {
    Node node = byName.get(name);
    if (node == null) {
      throw new IllegalArgumentException(
          "network: node "
              + reader.name()
              + " reads \""
              + name
              + "\", but the nodes are "
              + names()
              + " and input");
    }
    return node;
  }

  /** The path leads from reader to input; the cycle is written in the direction of the data. */
  private String cycle(String name) {
    List<String> walk = new ArrayList<>(path);
    List<String> cycle = new ArrayList<>(walk.subList(walk.indexOf(name), walk.size()));
    cycle.add(name);
    return String.join(" → ", cycle.reversed());
  }

  private void checkAllLeadTo(String output) {
    Set<String> needed = new LinkedHashSet<>(Set.of(output));
    for (Node node : List.copyOf(done.values()).reversed()) {
      if (needed.contains(node.name())) {
        needed.addAll(node.inputs());
      }
    }
    for (String name : done.keySet()) {
      if (!needed.contains(name)) {
        throw new IllegalArgumentException(
            "network: node " + name + " does not lead to the output " + output);
      }
    }
  }

  private String names() {
    return String.join(", ", byName.keySet());
  }
}
