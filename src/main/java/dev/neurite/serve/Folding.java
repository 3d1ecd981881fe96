package dev.neurite.serve;

import dev.neurite.activation.Identity;
import dev.neurite.layer.BatchNorm;
import dev.neurite.layer.Dense;
import dev.neurite.layer.Dropout;
import dev.neurite.network.NetworkSpec;
import dev.neurite.network.Node;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Which batch norm is folded into which dense layer.
 *
 * <p>Into the dense layer before it, if that has no activation and nothing else reads it; otherwise
 * into the dense layers after it, if all its readers are such. Dropout is looked through: a frozen
 * network has none.
 */
final class Folding {
  private final NetworkSpec spec;
  private final boolean folds;
  private final Map<String, Node> nodes = new HashMap<>();

  /**
   * For a network of this description.
   *
   * @param folds false if nothing is to be folded
   */
  Folding(NetworkSpec spec, boolean folds) {
    this.spec = spec;
    this.folds = folds;
    for (Node node : spec.nodes()) {
      nodes.put(node.name(), node);
    }
  }

  /** The batch norm that the weights of this dense layer take up, or null. */
  Node after(Node dense) {
    List<Node> readers = readers(dense.name());
    boolean folds =
        this.folds
            && ((Dense) dense.layer()).activation() instanceof Identity
            && readers.size() == 1
            && readers.getFirst().layer() instanceof BatchNorm
            && !isOutput(dense.name());
    return folds ? readers.getFirst() : null;
  }

  /** The batch norm in front of this dense layer that its weights take up, or null. */
  Node before(Node dense) {
    Node source = nodes.get(behindDropout(dense.inputs().getFirst()));
    boolean folds =
        source != null
            && source.layer() instanceof BatchNorm
            && !isFoldedBack(source)
            && isFoldedForward(source);
    return folds ? source : null;
  }

  /** True if the dense layer before this batch norm takes it up. */
  boolean isFoldedBack(Node batchNorm) {
    Node source = nodes.get(behindDropout(batchNorm.inputs().getFirst()));
    return source != null && source.layer() instanceof Dense && after(source) == batchNorm;
  }

  /** True if all that reads this batch norm is dense layers, which can take it up. */
  boolean isFoldedForward(Node batchNorm) {
    return folds && readOnlyByDense(batchNorm.name()) && !isOutput(batchNorm.name());
  }

  /** True if all that reads this node is dense layers. */
  boolean readOnlyByDense(String name) {
    for (Node reader : readers(name)) {
      if (!(reader.layer() instanceof Dense)) {
        return false;
      }
    }
    return true;
  }

  /** The node itself, or what the dropout of this name reads. */
  String behindDropout(String name) {
    String source = name;
    while (nodes.containsKey(source) && nodes.get(source).layer() instanceof Dropout) {
      source = nodes.get(source).inputs().getFirst();
    }
    return source;
  }

  private boolean isOutput(String name) {
    return behindDropout(spec.output()).equals(name);
  }

  private List<Node> readers(String name) {
    List<Node> readers = new ArrayList<>();
    for (Node node : spec.nodes()) {
      if (!(node.layer() instanceof Dropout) && reads(node, name)) {
        readers.add(node);
      }
    }
    return readers;
  }

  private boolean reads(Node node, String name) {
    for (String input : node.inputs()) {
      if (behindDropout(input).equals(name)) {
        return true;
      }
    }
    return false;
  }
}
