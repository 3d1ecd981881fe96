package dev.neurite.io.safetensors;

import dev.neurite.layer.Parameter;
import dev.neurite.network.Network;
import dev.neurite.network.Node;
import dev.neurite.tensor.Shape;
import dev.neurite.tensor.Tensor;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Weights under the names of another library, {@code 0.weight} or {@code fc1.bias}, into the layers
 * of a network.
 *
 * <p>What stands before the last point names a layer. A layer takes the one whose tensors have its
 * own names and shapes; where several have, they are taken in their order, numbers compared as
 * numbers. If names that differ by more than numbers would have to be ordered so, that is refused:
 * it would be a guess.
 */
final class ForeignNames {
  private final TensorFile file;
  private final Map<String, Map<String, Tensor>> layers = new TreeMap<>(natural());

  private ForeignNames(TensorFile file) {
    this.file = file;
    file.tensors()
        .forEach((name, tensor) -> {
          int point = name.lastIndexOf('.');
          layers
              .computeIfAbsent(name.substring(0, Math.max(0, point)), _ -> new TreeMap<>())
              .put(name.substring(point + 1), tensor);
        });
  }

  /** Overwrites all parameters of the network. */
  static void copy(TensorFile file, Network network) {
    new ForeignNames(file).copy(network);
  }

  private void copy(Network network) {
    Map<String, Map<String, Parameter>> own = own(network);
    Map<Map<String, Shape>, List<String>> bySignature = new LinkedHashMap<>();
    layers.forEach((prefix, tensors) ->
        bySignature.computeIfAbsent(shapes(tensors), _ -> new ArrayList<>()).add(prefix));
    own.forEach((node, parameters) -> {
      Map<String, Shape> shapes = new TreeMap<>();
      parameters.forEach((name, p) -> shapes.put(name, p.value().shape()));
      List<String> candidates = bySignature.getOrDefault(shapes, List.of());
      if (candidates.isEmpty()) {
        throw problem("has no tensors of " + shapes + " for layer " + node);
      }
      checkOrdered(candidates, node);
      String prefix = candidates.removeFirst();
      layers
          .get(prefix)
          .forEach((name, t) -> parameters.get(name).value().segment().copyFrom(t.segment()));
    });
    bySignature.values().stream()
        .flatMap(List::stream)
        .findFirst()
        .ifPresent(rest -> {
          throw problem(
              "has tensors under \"" + rest + "\", which belong to no layer of the network");
        });
  }

  /** The parameters by node, in the order of the nodes, then by their names within. */
  private static Map<String, Map<String, Parameter>> own(Network network) {
    Map<String, Map<String, Parameter>> own = new LinkedHashMap<>();
    for (Node node : network.spec().nodes()) {
      for (Parameter p : network.parameters()) {
        if (p.name().startsWith(node.name() + ".")) {
          own.computeIfAbsent(node.name(), _ -> new TreeMap<>())
              .put(p.name().substring(node.name().length() + 1), p);
        }
      }
    }
    return own;
  }

  private void checkOrdered(List<String> candidates, String node) {
    String stem = stem(candidates.getFirst());
    for (String other : candidates) {
      if (!stem(other).equals(stem)) {
        throw problem(
            "has \""
                + candidates.getFirst()
                + "\" and \""
                + other
                + "\" of the same shapes for layer "
                + node
                + "; rename the tensors as the network does");
      }
    }
  }

  private static String stem(String prefix) {
    return prefix.replaceAll("[0-9]+", "#");
  }

  private static Map<String, Shape> shapes(Map<String, Tensor> tensors) {
    Map<String, Shape> shapes = new TreeMap<>();
    tensors.forEach((name, t) -> shapes.put(name, t.shape()));
    return shapes;
  }

  /** fc2 before fc10: runs of digits are padded with zeros. */
  private static Comparator<String> natural() {
    return Comparator.comparing(ForeignNames::padded).thenComparing(Comparator.naturalOrder());
  }

  private static String padded(String name) {
    StringBuilder padded = new StringBuilder();
    for (String part : name.split("(?<=[0-9])(?=[^0-9])|(?<=[^0-9])(?=[0-9])")) {
      boolean number = !part.isEmpty() && Character.isDigit(part.charAt(0));
      padded.append(number ? "0".repeat(Math.max(0, 12 - part.length())) : "").append(part);
    }
    return padded.toString();
  }

  private SafetensorsException problem(String problem) {
    return new SafetensorsException(file.source(), problem);
  }
}
