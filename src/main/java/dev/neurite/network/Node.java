package dev.neurite.network;

import dev.neurite.check.Check;
import dev.neurite.layer.LayerSpec;
import java.util.List;

/**
 * A layer in a graph.
 *
 * @param name unique in the graph: letters, digits, {@code _} and {@code -}; it begins the names of
 *     the parameters
 * @param layer what it computes
 * @param inputs the names of the nodes it reads, or {@code input}
 */
public record Node(String name, LayerSpec layer, List<String> inputs) {

  /** Checks name and number of inputs. */
  public Node {
    Check.notNull("node", "name", name);
    Check.notNull("node " + name, "layer", layer);
    inputs = List.copyOf(Check.notNull("node " + name, "inputs", inputs));
    if (!isName(name)) {
      throw new IllegalArgumentException(
          "node: a name has letters, digits, _ and -, got \"" + name + "\"");
    }
    if (name.equals(NetworkSpec.INPUT)) {
      throw new IllegalArgumentException("node: the name \"input\" is the network's own input");
    }
    int n = inputs.size();
    if (n < layer.minimumInputs() || n > layer.maximumInputs()) {
      throw new IllegalArgumentException(
          "node " + name + ": " + layer + " takes " + inputCount(layer) + ", got " + inputs);
    }
  }

  private static boolean isName(String name) {
    for (int i = 0; i < name.length(); i++) {
      char c = name.charAt(i);
      boolean letter = c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z';
      if (!letter && !(c >= '0' && c <= '9') && c != '_' && c != '-') {
        return false;
      }
    }
    return !name.isEmpty();
  }

  private static String inputCount(LayerSpec layer) {
    return layer.minimumInputs() == layer.maximumInputs()
        ? layer.minimumInputs() + " input"
        : layer.minimumInputs() + " or more inputs";
  }

  @Override
  public String toString() {
    return name + " = " + layer + inputs;
  }
}
